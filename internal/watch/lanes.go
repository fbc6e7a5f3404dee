package watch

// lanes are the places in which sources are asked. The quick lane is for those that are expected to answer at once, the slow one for those that
// did not of late, the long one for those that answered and bring much.
type lanes struct{ quick, slow, long chan struct{} }

// longPerQuick is how many long places there are for each quick one: there the waiting is for turns, which costs nothing.
const longPerQuick = 4

func newLanes(n int) lanes {
	return lanes{make(chan struct{}, n), make(chan struct{}, n), make(chan struct{}, longPerQuick*n)}
}

// first is the lane in which a source begins.
func (l lanes) first(slow bool) chan struct{} {
	if slow {
		return l.slow
	}
	return l.quick
}

// enter takes a place in a lane if there is one.
func enter(lane chan struct{}) bool {
	select {
	case lane <- struct{}{}:
		return true
	default:
		return false
	}
}

// place is where a source is.
type place struct{ lane chan struct{} }

// move goes over to another lane if that has room.
func (p *place) move(to chan struct{}) bool {
	if p.lane == to {
		return true
	}
	if !enter(to) {
		return false
	}
	<-p.lane
	p.lane = to
	return true
}

func (p *place) leave() { <-p.lane }
