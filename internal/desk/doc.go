// Package desk answers how a ledger looks to those who work with it all day: pages in Persian and English, made on the server.
//
// The address of a page is all of its state, so that whatever is on the screen can be sent to a colleague; filters are plain forms.
// Nothing needs a script: what scripts there are light up words and save keystrokes. A strict policy lets nothing run or load that
// is not the desk's own, and no text of a dispatch is ever read as HTML.
//
// [pages] is the table of contents. A page is one file of code, which collects what the page shows, and one template of the same name.
package desk
