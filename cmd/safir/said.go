package main

import (
	"context"
	"fmt"

	"safir/internal/ledger"
)

// statementsCommand lists statements.
type statementsCommand struct {
	ledgerFlag

	By    string `help:"Who speaks: a name in Persian or English letters, a state by code or name, a body." placeholder:"NAME"`
	About string `help:"At whom the words are aimed." placeholder:"NAME"`
	To    string `help:"Who is spoken to." placeholder:"NAME"`
	Act   string `help:"Acts, parted by commas: condemn, criticize, reject, warn, demand, propose, pledge, invite, greet, thank, welcome, support, hope, state." placeholder:"ACT,…"`
	timeFlags
	sureFlag
	listFlags
}

// Run prints the statements.
func (c *statementsCommand) Run() error {
	ctx := context.Background()
	store, asker, err := c.ask(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	filter, err := c.filter(asker)
	if err != nil {
		return fmt.Errorf("statements: %w", err)
	}
	found, err := listed(&c.listFlags, store.Statements(ctx, filter))
	if err != nil {
		return err
	}
	return statementFormats.print(c.Format, found)
}

func (c *statementsCommand) filter(asker *ledger.Asker) (f ledger.StatementFilter, err error) {
	for _, s := range []struct {
		flag, text string
		side       *ledger.Side
	}{{"by", c.By, &f.By}, {"about", c.About, &f.About}, {"to", c.To, &f.To}} {
		if s.text == "" {
			continue
		}
		if *s.side, err = asker.Side(s.text); err != nil {
			return f, fmt.Errorf("--%s: %w", s.flag, err)
		}
	}
	if f.Acts, err = ledger.Acts(c.Act); err != nil {
		return f, fmt.Errorf("--act: %w", err)
	}
	if f.Since, f.Until, err = c.days(); err != nil {
		return f, err
	}
	if f.Sure, err = c.from(0); err != nil {
		return f, err
	}
	f.Page = c.page()
	return f, nil
}

// claimsCommand lists claims.
type claimsCommand struct {
	ledgerFlag

	Who     string `help:"Whom the claim is about: a name in Persian or English letters, a state by code or name, a body." placeholder:"NAME"`
	Kind    string `help:"Kinds, parted by commas: count, first, last." placeholder:"KIND,…"`
	Verdict string `help:"Verdicts, parted by commas: consistent, contradicted, unknown." placeholder:"VERDICT,…"`
	timeFlags
	listFlags
}

// Run prints the claims.
func (c *claimsCommand) Run() error {
	ctx := context.Background()
	store, asker, err := c.ask(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	filter, err := c.filter(asker)
	if err != nil {
		return fmt.Errorf("claims: %w", err)
	}
	found, err := listed(&c.listFlags, store.Claims(ctx, filter))
	if err != nil {
		return err
	}
	return claimFormats.print(c.Format, found)
}

func (c *claimsCommand) filter(asker *ledger.Asker) (f ledger.ClaimFilter, err error) {
	if c.Who != "" {
		if f.Who, err = asker.Side(c.Who); err != nil {
			return f, fmt.Errorf("--who: %w", err)
		}
	}
	if f.Kinds, err = ledger.Kinds(c.Kind); err != nil {
		return f, fmt.Errorf("--kind: %w", err)
	}
	if f.Verdicts, err = ledger.ClaimVerdicts(c.Verdict); err != nil {
		return f, fmt.Errorf("--verdict: %w", err)
	}
	if f.Since, f.Until, err = c.days(); err != nil {
		return f, err
	}
	f.Page = c.page()
	return f, nil
}
