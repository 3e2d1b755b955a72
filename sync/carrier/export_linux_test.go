package carrier

// IsRemovableIn is isRemovable with another tree of block devices.
var IsRemovableIn = isRemovableIn
