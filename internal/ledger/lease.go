package ledger

import "time"

// Lease says who does what only one program at a time is to do.
type Lease struct {
	What    string
	Holder  string        // names a process, each time it starts another way
	Machine string        // what the number of its process is unique in, "" where that is not known
	Process int           // its number
	Left    time.Duration // for how long it holds, if it is not taken anew
}

// Watching is what whoever watches the sources of a ledger holds.
const Watching = "watching"
