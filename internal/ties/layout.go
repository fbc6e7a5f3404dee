package ties

import "math"

// How a network is laid out. The forces are those of Fruchterman and Reingold (1991), but that what is often in touch is drawn together
// by the logarithm of how often.
const (
	rounds   = 400
	settling = 60  // rounds at the end in which names are only kept apart
	gravity  = 0.6 // to the middle, so that what is apart does not drift away
)

// Lay sets the nodes of a network into a plane of a width and a height. text is how wide the name of a node is drawn, under its dot;
// radius is that of the dot, by the share of the events that the most frequent node has.
func (n *Network) Lay(width, height float64, radius func(share float64) float64, text func(*Node) float64) {
	if len(n.Nodes) == 0 {
		return
	}
	l := layout{n: n, width: width, height: height, apart: math.Sqrt(width * height / float64(len(n.Nodes)+1))}
	for i := range n.Nodes {
		node := &n.Nodes[i]
		node.R = radius(float64(node.Events) / float64(n.Nodes[0].Events))
		angle, far := float64(i)*math.Pi*(3-math.Sqrt(5)), math.Sqrt(float64(i)/float64(len(n.Nodes))) // a sunflower: evenly spread, the most frequent in the middle
		node.X, node.Y = width/2*(1+0.8*far*math.Cos(angle)), height/2*(1+0.8*far*math.Sin(angle))
		l.half = append(l.half, max(node.R, text(node)/2)+3)
	}
	for round := range rounds {
		l.push(l.apart * 0.5 * (1 - float64(round)/rounds))
	}
	l.fit()
	for range settling {
		l.part()
	}
}

type layout struct {
	n             *Network
	width, height float64
	apart         float64
	half          []float64 // half the width of each node with its name
}

// push moves the nodes once, each by step at most.
func (l *layout) push(step float64) {
	nodes := l.n.Nodes
	fx, fy := make([]float64, len(nodes)), make([]float64, len(nodes))
	for i := range nodes {
		for k := i + 1; k < len(nodes); k++ {
			dx, dy := nodes[i].X-nodes[k].X, nodes[i].Y-nodes[k].Y
			d := max(math.Hypot(dx, dy), 1)
			f := l.apart * l.apart / d / d
			fx[i], fy[i], fx[k], fy[k] = fx[i]+dx*f, fy[i]+dy*f, fx[k]-dx*f, fy[k]-dy*f
		}
		fx[i] += (l.width/2 - nodes[i].X) * gravity * l.height / l.width
		fy[i] += (l.height/2 - nodes[i].Y) * gravity
	}
	for _, t := range l.n.Ties {
		a, b := &nodes[t.A], &nodes[t.B]
		dx, dy := b.X-a.X, b.Y-a.Y
		f := math.Hypot(dx, dy) / l.apart * math.Log1p(float64(t.Events)) * 0.25
		fx[t.A], fy[t.A], fx[t.B], fy[t.B] = fx[t.A]+dx*f, fy[t.A]+dy*f, fx[t.B]-dx*f, fy[t.B]-dy*f
	}
	for i := range nodes {
		if length := math.Hypot(fx[i], fy[i]); length > 0 {
			move := min(length, step) / length
			nodes[i].X, nodes[i].Y = nodes[i].X+fx[i]*move, nodes[i].Y+fy[i]*move
		}
	}
}

// Room that a node with its name takes above and below its middle, besides its dot.
const (
	above = 4
	below = 24
)

// fit stretches the whole to the plane.
func (l *layout) fit() {
	nodes := l.n.Nodes
	left, right, top, bottom := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range nodes {
		left, right = min(left, nodes[i].X), max(right, nodes[i].X)
		top, bottom = min(top, nodes[i].Y), max(bottom, nodes[i].Y)
	}
	for i := range nodes {
		low, high := l.half[i], l.width-l.half[i]
		nodes[i].X = low + (high-low)*share(nodes[i].X, left, right)
		low, high = nodes[i].R+above, l.height-nodes[i].R-below
		nodes[i].Y = low + (high-low)*share(nodes[i].Y, top, bottom)
	}
}

func share(x, low, high float64) float64 {
	if high-low < 1 {
		return 0.5
	}
	return (x - low) / (high - low)
}

// part moves nodes apart that lie over each other, along the shorter way, and keeps all within the plane.
func (l *layout) part() {
	nodes := l.n.Nodes
	for i := range nodes {
		for k := i + 1; k < len(nodes); k++ {
			a, b := &nodes[i], &nodes[k]
			over := l.half[i] + l.half[k] - math.Abs(a.X-b.X)
			gap := a.R + b.R + above + below
			under := gap - math.Abs(a.Y-b.Y)
			if over <= 0 || under <= 0 {
				continue
			}
			if over < under {
				by := math.Copysign(over/2, a.X-b.X)
				a.X, b.X = a.X+by, b.X-by
			} else {
				by := math.Copysign(under/2, a.Y-b.Y)
				a.Y, b.Y = a.Y+by, b.Y-by
			}
		}
	}
	for i := range nodes {
		nodes[i].X = min(max(nodes[i].X, l.half[i]), l.width-l.half[i])
		nodes[i].Y = min(max(nodes[i].Y, nodes[i].R+above), l.height-nodes[i].R-below)
	}
}
