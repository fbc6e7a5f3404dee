package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// register declares all operations; it gives the document that describes them.
func (s *service) register(api huma.API) *huma.OpenAPI {
	get(s, api, "/events", "events", "events", "List events", "Events that pass all filters, in order of time, as safir export events --format jsonl has them.", s.events)
	get(s, api, "/events/counts", "count-events", "events", "Count events", "Events that pass all filters, counted by type and Jalali month.", s.countEvents)
	get(s, api, "/events/{id}", "event", "events", "Show an event", "One event with every report of it, quoted.", s.event)

	get(s, api, "/people", "people", "people", "List people", "People of the ledger, those that most dispatches name first.", s.people)
	get(s, api, "/people/{id}", "person", "people", "Show a person", "Spellings, offices over time with evidence, contacts by type, the latest events and statements.", s.onePerson)
	get(s, api, "/people/{id}/contacts", "contacts", "people", "List a person's contacts", "Who takes part in the person's events, those of most events first.", s.contacts)
	get(s, api, "/people/{id}/offices/{office}/evidence", "evidence", "people", "List the evidence of an office", "The dispatches that say that the person held the office.", s.evidence)

	get(s, api, "/states", "states", "states", "List states", "States that take part in events, those of most events first.", s.states)
	get(s, api, "/states/{code}", "state", "states", "Show a state", "Its contacts over time, and with whom.", s.oneState)
	get(s, api, "/states/{code}/contacts", "state-contacts", "states", "List a state's contacts", "Who of other states and bodies takes part in its events.", s.stateContacts)
	get(s, api, "/between", "between", "states", "List the contacts of two sides", "Counted by type and Jalali month, with the events, as safir between does.", s.between)

	get(s, api, "/statements", "statements", "words", "List statements", "What was said, in order of publication, as safir export statements --format jsonl has it.", s.statements)
	get(s, api, "/statements/{dispatch}/{n}", "statement", "words", "Show a statement", "", s.statement)
	get(s, api, "/claims", "claims", "words", "List claims", "What dispatches count (a third visit, a first call), held against all events of the ledger.", s.claims)
	get(s, api, "/claims/{dispatch}/{n}", "claim", "words", "Show a claim", "", s.claim)

	get(s, api, "/dispatches", "dispatches", "dispatches", "List dispatches", "In order of publication, without their texts.", s.dispatches)
	get(s, api, "/dispatches/{id}", "dispatch", "dispatches", "Show a dispatch", "The text as it arrived, with its record as safir read gives it.", s.dispatch)
	get(s, api, "/search", "search", "dispatches", "Search", "Dispatches in which all words occur, with the words marked, and people whom they may mean.", s.search)
	huma.Register(api, readOperation(api.OpenAPI().Components.Schemas), s.read)

	get(s, api, "/questions", "questions", "questions", "List saved questions", "In order of their names.", s.questions)
	get(s, api, "/questions/{name}", "question", "questions", "Show a saved question", "With what was announced, the latest first. Feed readers take /questions/{name}.atom and .json beside the API.", s.question)
	huma.Register(api, saveOperation(), s.saveQuestion)
	huma.Register(api, removeOperation(), s.removeQuestion)

	get(s, api, "/sources", "sources", "ledger", "List sources", "What came from each outlet, how the sources fare that are watched, and which addresses of the web fail.", s.sources)
	get(s, api, "/corrections", "corrections", "ledger", "List corrections", "All that were ever made, oldest first, and what became of them, as safir ledger log --format json has them.", s.corrections)
	huma.Register(api, correctOperation(), s.correct)
	get(s, api, "/status", "status", "ledger", "Tell how much the ledger holds", "", s.status)
	return api.OpenAPI()
}
