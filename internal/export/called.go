package export

import (
	"safir"
	"safir/internal/know"
	label "safir/internal/labels"
)

// Called is what an actor is called, in English and in Persian; a person has the Persian name in both.
func Called(a *safir.Actor, w *know.World) label.Label { return called(a, w) }
