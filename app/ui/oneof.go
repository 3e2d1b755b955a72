package ui

import (
	"fyne.io/fyne/v2"

	"ventanilla/app/ui/widgets"
)

// oneOf are the cells of a question of which at most one is chosen. A second tap on it takes the answer back.
type oneOf[V ~string] struct {
	answer *V // "" for none
	values []V
	cells  []*widgets.Choice
}

// newOneOf makes a cell for each value, with what look gives as its id and its word.
func newOneOf[V ~string](answer *V, values []V, look func(V) (id, word string)) *oneOf[V] {
	o := &oneOf[V]{answer: answer, values: values}
	for _, v := range values {
		id, word := look(v)
		o.cells = append(o.cells, widgets.NewChoice(id, word, func() { o.choose(v) }))
	}
	o.show()
	return o
}

// objects are the cells, for a layout.
func (o *oneOf[V]) objects() []fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, cell := range o.cells {
		all = append(all, cell)
	}
	return all
}

func (o *oneOf[V]) choose(v V) {
	if *o.answer == v {
		v = ""
	}
	*o.answer = v
	o.show()
}

func (o *oneOf[V]) show() {
	for i, cell := range o.cells {
		cell.SetChosen(o.values[i] == *o.answer)
	}
}
