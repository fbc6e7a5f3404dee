// Package written answers what the dispatches say that were written for the reader to learn from.
//
// The shared news has thousands of agreements and negotiations spoken of in passing and few dispatches full of meetings, visits and calls. Such
// were written for the project in the manner of newsrooms, each with its record, as RECORD.md lays down. Nothing in them happened or was said,
// whoever they name: they are never shown, kept in a ledger or measured on. A file is text that can be read:
//
//	origin: written for Safir
//	only: events
//
//	#wire-001
//	published: 2019-03-05T14:20+03:30
//	TITLE: -
//	the body, as many lines as it has
//	--
//	A a1|person|یوسف بن علوی|foreign-minister|OMN|
//	A a2|country|||IRN|
//	S a1|demand|a2|d|first words of the content ~ last words
//	E meeting|happened|2019-03-04|Muscat|party:a1,party:a2|words that tell of it ;; of it again
//
// What stands before the first dispatch is about the file; `only: events` there says that what is said was not written down. "-" is unknown. A:
// id, kind, name, office, country, body. S: speakers, act, targets, direct or indirect, content. E: type, status, when, where, who takes part,
// evidence. Contents are looked for behind the beginning of the one before, evidence from the beginning of the body.
package written
