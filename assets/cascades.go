package assets

import _ "embed" // the cascades below

//go:embed cascades/facefinder
var cascadeFaces []byte

//go:embed cascades/puploc
var cascadePupils []byte

// CascadeFaces finds upright faces: a pixel intensity comparison cascade of the pigo project, which is where its licence
// comes from too. Nobody may change it.
func CascadeFaces() []byte { return cascadeFaces }

// CascadePupils finds the pupils of a face that was found, from the same project. Nobody may change it.
func CascadePupils() []byte { return cascadePupils }
