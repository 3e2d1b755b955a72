package outbox

// KillAt calls kill after each step that changes the disk; a test's kill does not return when the program shall end there.
func (f *Folder) KillAt(kill func(step string)) { f.kill = kill }
