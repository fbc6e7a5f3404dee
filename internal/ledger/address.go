package ledger

// Address is one of the web that was asked, with what came of it: so that a feed is asked for what is new alone, a page is not fetched
// twice, and one that is gone is not asked for again and again.
type Address struct {
	URL          string
	ETag         string // what the server calls the state that was fetched
	LastModified string // the same, as a time, as the server writes it
	Fetched      string // when it was fetched last, RFC 3339 in UTC; "" for never
	Tried        string // when it was asked last, with or without success
	Failure      string // why it failed the last time, "" if it did not
	Failures     int    // how often it failed, one after another
	Lasting      bool   // it will fail tomorrow too: the page is gone, or the site does not want to be read
}
