package api

import (
	"context"

	"safir/internal/ask"
	"safir/internal/export"
	"safir/internal/ledger"
)

// StatementQuestion chooses statements, as safir statements does.
type StatementQuestion struct {
	By       string `query:"by" doc:"Who speaks: a name, a person's id, a state, a body." example:"Araghchi"`
	About    string `query:"about" doc:"At whom the words are aimed." example:"ISR"`
	To       string `query:"to" doc:"Who is spoken to."`
	Act      string `query:"act" doc:"Acts, parted by commas." example:"condemn,reject"`
	Since    string `query:"since" doc:"First day of publication: a day, month or year in either calendar."`
	Until    string `query:"until" doc:"Last day of publication."`
	Dispatch string `query:"dispatch" doc:"Id of the dispatch in which it stands."`

	Sure float64 `query:"sure" minimum:"0" maximum:"1" doc:"Only statements that are at least so likely to have been read rightly; all if left out."`
}

type statementsQuestion struct {
	Seen
	StatementQuestion
	Part
}

func (s *service) statements(ctx context.Context, q *statementsQuestion) (out list[export.StatementLine], err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Statements(ctx, ask.Statements(q.StatementQuestion))
	if err != nil {
		return out, err
	}
	if f.Page, err = q.page(q.StatementQuestion); err != nil {
		return out, err
	}
	return s.statementList(ctx, &q.Part, q.StatementQuestion, f)
}

func (s *service) statementList(ctx context.Context, p *Part, question any, f ledger.StatementFilter) (out list[export.StatementLine], err error) {
	person, err := s.person(ctx)
	if err != nil {
		return out, err
	}
	return rest(ctx, p, question, s.store.Statements(ctx, f), func(s *ledger.Said) string { return s.ID },
		func(s *ledger.Said) (export.StatementLine, error) { return export.StatementLineOf(s, person), nil },
		func(context.Context, string) error { return nil }) // the store itself tells of a statement that is gone
}

type factQuestion struct {
	Seen

	Dispatch string `path:"dispatch" doc:"Id of the dispatch."`
	N        string `path:"n" doc:"Id in the dispatch's record."`
}

func (s *service) statement(ctx context.Context, q *factQuestion) (out export.StatementLine, err error) {
	found, err := s.statementList(ctx, &Part{Limit: 1}, nil, ledger.StatementFilter{ID: q.Dispatch + "/" + q.N})
	if err != nil || len(found.Items) == 0 {
		return out, orUnknown(err)
	}
	return found.Items[0], nil
}

func orUnknown(err error) error {
	if err == nil {
		return ledger.ErrUnknown
	}
	return err
}

// ClaimQuestion chooses claims, as safir claims does.
type ClaimQuestion struct {
	Who      string `query:"who" doc:"Whom the claim is about: a name, a person's id, a state, a body."`
	Kind     string `query:"kind" doc:"Kinds, parted by commas: count, first, last."`
	Verdict  string `query:"verdict" doc:"Verdicts, parted by commas: consistent, contradicted, unknown."`
	Since    string `query:"since" doc:"First day of publication: a day, month or year in either calendar."`
	Until    string `query:"until" doc:"Last day of publication."`
	Dispatch string `query:"dispatch" doc:"Id of the dispatch in which it stands."`
}

type claimsQuestion struct {
	Seen
	ClaimQuestion
	Part
}

func (s *service) claims(ctx context.Context, q *claimsQuestion) (out list[export.ClaimLine], err error) {
	asker, err := s.asker(ctx)
	if err != nil {
		return out, err
	}
	f, err := asker.Claims(ctx, ask.Claims(q.ClaimQuestion))
	if err != nil {
		return out, err
	}
	if f.Page, err = q.page(q.ClaimQuestion); err != nil {
		return out, err
	}
	return s.claimList(ctx, &q.Part, q.ClaimQuestion, f)
}

func (s *service) claimList(ctx context.Context, p *Part, question any, f ledger.ClaimFilter) (list[export.ClaimLine], error) {
	return rest(ctx, p, question, s.store.Claims(ctx, f), func(c *ledger.Claimed) string { return c.ID },
		func(c *ledger.Claimed) (export.ClaimLine, error) { return export.ClaimLineOf(c), nil },
		func(context.Context, string) error { return nil })
}

func (s *service) claim(ctx context.Context, q *factQuestion) (out export.ClaimLine, err error) {
	found, err := s.claimList(ctx, &Part{Limit: 1}, nil, ledger.ClaimFilter{ID: q.Dispatch + "/" + q.N})
	if err != nil || len(found.Items) == 0 {
		return out, orUnknown(err)
	}
	return found.Items[0], nil
}
