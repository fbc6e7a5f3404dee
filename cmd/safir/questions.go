package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"safir/internal/announce"
	"safir/internal/ask"
	"safir/internal/gather/web"
	"safir/internal/ledger"
)

// questionsCommand looks after saved questions.
type questionsCommand struct {
	List    listQuestionsCommand  `cmd:"" default:"withargs" help:"List the questions, and how what they announce gets to where it goes."`
	Add     addQuestionCommand    `cmd:"" help:"Save a question: what is new among its answers is announced from then on."`
	Remove  removeQuestionCommand `cmd:"" help:"Remove a question, with what it announced and what still waits."`
	Run     runQuestionCommand    `cmd:"" help:"List the events that answer a question now."`
	Log     logQuestionCommand    `cmd:"" help:"List what was announced, oldest first, as webhooks get it (JSON lines)."`
	Deliver deliverCommand        `cmd:"" help:"Announce what is new and deliver what is due, once; safir watch does it all the time."`
	Retry   retryQuestionCommand  `cmd:"" help:"Have what was given up tried again."`
}

// addQuestionCommand saves a question.
type addQuestionCommand struct {
	ledgerFlag
	filterFlags

	Name         string   `arg:"" help:"Name of the question: small Latin letters, digits, - and _."`
	Outlet       string   `help:"An outlet that reports it (irna, isna …)." placeholder:"ID"`
	Webhook      []string `help:"Address that gets each announcement, signed by Standard Webhooks. May be repeated." placeholder:"URL" sep:"none"`
	Secret       string   `help:"Secret to sign for webhooks with (whsec_…); without it one is made and shown." env:"SAFIR_WEBHOOK_SECRET" placeholder:"SECRET"`
	File         []string `help:"File to which each announcement is appended as a line of JSON." placeholder:"FILE" type:"path" sep:"none"`
	Command      []string `help:"Command that is run for each announcement, which it gets on its standard input." placeholder:"COMMAND" sep:"none"`
	Atom         []string `help:"File that holds the latest announcements as an Atom feed." placeholder:"FILE" type:"path" sep:"none"`
	JSONFeed     []string `name:"json-feed" help:"File that holds the latest announcements as a JSON Feed." placeholder:"FILE" type:"path" sep:"none"`
	Past         bool     `help:"Also announce the events that answer it already."`
	AllowPrivate bool     `help:"Take webhooks inside private networks; safir watch and safir questions deliver need the same flag."`
	By           string   `help:"Who saves it; without it, the name of the user of this machine." placeholder:"NAME"`
}

// Run saves the question.
func (c *addQuestionCommand) Run() error {
	ctx := context.Background()
	q, err := c.question(ctx)
	if err != nil {
		return fmt.Errorf("questions: %w", err)
	}
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	answers, err := announce.Save(ctx, store, world, q, c.Past)
	if errors.Is(err, ledger.ErrExists) {
		return fmt.Errorf("questions: %w: %s; remove it first, or take another name", ledger.ErrExists, q.Name)
	} else if err != nil {
		return fmt.Errorf("questions: %w", err)
	}
	fmt.Printf("question %s is saved; %s\n", q.Name, map[bool]string{
		false: fmt.Sprintf("what answers it beyond the %d events of today is announced", answers), true: fmt.Sprintf("the %d events of today are announced as well", answers),
	}[c.Past])
	if len(c.Webhook) > 0 && c.Secret == "" {
		fmt.Printf("webhooks are signed with %s (it is not shown again)\n", q.Targets[0].Secret)
	}
	return nil
}

// question is what is to be saved, checked as far as that is possible without the ledger.
func (c *addQuestionCommand) question(ctx context.Context) (q ledger.Question, err error) {
	if err := ledger.CheckQuestionName(c.Name); err != nil {
		return q, err
	}
	by := correctionFlags{By: c.By}
	q = ledger.Question{
		Name: c.Name, Who: c.Who, With: c.With, Type: c.Type, Status: c.Status, Since: c.Since, Until: c.Until, Place: c.Place, Outlet: c.Outlet, By: by.user(),
		Created: ledger.Stamp(time.Now()),
	}
	secret := c.Secret
	if secret == "" {
		secret = announce.NewSecret()
	} else if err := announce.CheckSecret(secret); err != nil {
		return q, fmt.Errorf("--secret: %w", err)
	}
	for _, address := range c.Webhook {
		if err := web.CheckPublic(ctx, address); err != nil && (!c.AllowPrivate || !errors.Is(err, web.ErrPrivate)) {
			return q, fmt.Errorf("--webhook: %w", err)
		}
		q.Targets = append(q.Targets, ledger.Target{Kind: ledger.Webhook, To: address, Secret: secret})
	}
	for _, of := range []struct {
		kind string
		to   []string
	}{{ledger.File, c.File}, {ledger.Command, c.Command}, {ledger.AtomFile, c.Atom}, {ledger.JSONFeed, c.JSONFeed}} {
		for _, to := range of.to {
			if of.kind != ledger.Command {
				if info, err := os.Stat(filepath.Dir(to)); err != nil || !info.IsDir() {
					return q, fmt.Errorf("there is no folder %s for %s", filepath.Dir(to), filepath.Base(to))
				}
			}
			q.Targets = append(q.Targets, ledger.Target{Kind: of.kind, To: to})
		}
	}
	return q, nil
}

// saved is the question of a name.
func saved(ctx context.Context, store ledger.Store, name string) (ledger.Question, error) {
	all, err := store.Questions(ctx)
	if err != nil {
		return ledger.Question{}, err
	}
	for _, q := range all {
		if q.Name == name {
			return q, nil
		}
	}
	return ledger.Question{}, noQuestion(name)
}

func noQuestion(name string) error {
	return fmt.Errorf("the ledger has no question %s; safir questions lists them", name)
}

// listQuestionsCommand lists questions.
type listQuestionsCommand struct {
	ledgerFlag

	Format string `short:"f" help:"table or jsonl." enum:"table,jsonl" default:"table"`
}

// questionLine is a question as programs get it. What could be a secret in a target is left out.
type questionLine struct {
	Name    string       `json:"name"`
	Asks    askedLine    `json:"asks"`
	By      string       `json:"by"`
	Created string       `json:"created"`
	Targets []targetLine `json:"targets"`
}

type askedLine struct {
	Who     string   `json:"who,omitempty"`
	With    string   `json:"with,omitempty"`
	Type    string   `json:"type,omitempty"`
	Status  string   `json:"status,omitempty"`
	Since   string   `json:"since,omitempty"`
	Until   string   `json:"until,omitempty"`
	Place   string   `json:"place,omitempty"`
	Outlet  string   `json:"outlet,omitempty"`
	Visitor string   `json:"visitor,omitempty"`
	Offices []string `json:"offices,omitempty"`
}

type targetLine struct {
	Kind      string  `json:"kind"`
	To        string  `json:"to"`
	Waiting   int     `json:"waiting"`
	Delivered int     `json:"delivered"`
	GivenUp   int     `json:"given_up"`
	Failure   *string `json:"failure"`
}

// Run lists them.
func (c *listQuestionsCommand) Run() error {
	ctx := context.Background()
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	questions, err := store.Questions(ctx)
	if err != nil {
		return err
	}
	outboxes, err := store.Outboxes(ctx)
	if err != nil {
		return err
	}
	lines := make([]questionLine, len(questions))
	for i := range questions {
		lines[i] = questionLineOf(&questions[i], outboxes)
	}
	if c.Format == "jsonl" {
		out := json.NewEncoder(os.Stdout)
		out.SetEscapeHTML(false)
		for i := range lines {
			if err := out.Encode(&lines[i]); err != nil {
				return fmt.Errorf("questions: %w", err)
			}
		}
		return nil
	}
	return questionsTable(lines)
}

func questionLineOf(q *ledger.Question, outboxes []ledger.Outbox) questionLine {
	line := questionLine{
		Name: q.Name, Asks: askedLine{q.Who, q.With, q.Type, q.Status, q.Since, q.Until, q.Place, q.Outlet, q.Visitor, q.Offices}, By: q.By, Created: q.Created, Targets: []targetLine{},
	}
	for _, t := range q.Targets {
		target := targetLine{Kind: t.Kind, To: t.To}
		if t.Kind == ledger.Webhook {
			target.To = announce.MaskedURL(t.To)
		}
		for _, o := range outboxes {
			if o.Question == q.Name && o.Target == t.Key() {
				target.Waiting, target.Delivered, target.GivenUp = o.Waiting, o.Delivered, o.GivenUp
				if o.Failure != "" {
					target.Failure = &o.Failure
				}
			}
		}
		line.Targets = append(line.Targets, target)
	}
	return line
}

// asks says in words what a question asks for.
func (a *askedLine) String() string {
	var parts []string
	for _, f := range [][2]string{
		{"who", a.Who},
		{"with", a.With},
		{"type", a.Type},
		{"status", a.Status},
		{"since", a.Since},
		{"until", a.Until},
		{"place", a.Place},
		{"outlet", a.Outlet},
		{"visitor", a.Visitor},
		{"office", strings.Join(a.Offices, ",")},
	} {
		if f[1] != "" {
			parts = append(parts, f[0]+"="+f[1])
		}
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, " ")
}

func questionsTable(lines []questionLine) error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "QUESTION\tWAITING\tDELIVERED\tGIVEN UP\tTARGET\tASKS\tFAILURE")
	for i := range lines {
		l := &lines[i]
		if len(l.Targets) == 0 {
			fmt.Fprintf(out, "%s\t-\t-\t-\t-\t%s\t\n", l.Name, l.Asks.String())
		}
		for _, t := range l.Targets {
			failure := ""
			if t.Failure != nil {
				failure = *t.Failure
			}
			fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%s %s\t%s\t%s\n", l.Name, t.Waiting, t.Delivered, t.GivenUp, t.Kind, t.To, l.Asks.String(), failure)
		}
	}
	return out.Flush()
}

// oneQuestion names a question of a ledger.
type oneQuestion struct {
	ledgerFlag

	Name string `arg:"" help:"Name of the question."`
}

// holding opens the ledger, which has to hold the question.
func (c *oneQuestion) holding(ctx context.Context) (ledger.Store, error) {
	store, err := c.asIs(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := saved(ctx, store, c.Name); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return store, nil
}

// removeQuestionCommand removes a question.
type removeQuestionCommand struct{ oneQuestion }

// Run removes it.
func (c *removeQuestionCommand) Run() error {
	ctx := context.Background()
	store, err := c.asIs(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.RemoveQuestion(ctx, c.Name); errors.Is(err, ledger.ErrUnknown) {
		return noQuestion(c.Name)
	} else if err != nil {
		return err
	}
	fmt.Printf("question %s is removed\n", c.Name)
	return nil
}

// runQuestionCommand lists the answers to a question.
type runQuestionCommand struct {
	oneQuestion
	listFlags
}

// Run lists them.
func (c *runQuestionCommand) Run() error {
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	q, err := saved(ctx, store, c.Name)
	if err != nil {
		return err
	}
	asker, err := ask.NewAsker(ctx, store, world)
	if err != nil {
		return err
	}
	filter, err := announce.Filter(ctx, asker, &q)
	if err != nil {
		return fmt.Errorf("question %s: %w", q.Name, err)
	}
	filter.Page = c.page()
	events, err := listed(&c.listFlags, store.Events(ctx, filter))
	if err != nil {
		return err
	}
	return eventFormats.print(c.Format, events)
}

// logQuestionCommand lists what was announced.
type logQuestionCommand struct{ oneQuestion }

// Run lists it.
func (c *logQuestionCommand) Run() error {
	ctx := context.Background()
	store, err := c.holding(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	all, err := store.Announcements(ctx, c.Name, 0)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		fmt.Println(all[i].Body)
	}
	return nil
}

// retryQuestionCommand has what was given up tried again.
type retryQuestionCommand struct{ oneQuestion }

// Run has it tried again.
func (c *retryQuestionCommand) Run() error {
	ctx := context.Background()
	store, err := c.holding(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	n, err := store.Requeue(ctx, c.Name, ledger.Stamp(time.Now()))
	if err != nil {
		return err
	}
	fmt.Printf("%d deliveries are tried again\n", n)
	return nil
}

// deliverCommand announces and delivers once.
type deliverCommand struct {
	ledgerFlag
	logFlags

	Timeout      time.Duration `help:"How long a webhook may take to answer." default:"20s"`
	AllowPrivate bool          `help:"Also tell webhooks inside private networks."`
}

// Run announces and delivers.
func (c *deliverCommand) Run() error {
	log := c.logger()
	ctx := context.Background()
	store, world, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	a := announce.New(announce.Options{Store: store, World: world, Web: webhooks(c.Timeout, c.AllowPrivate), Log: log})
	news, failure := a.Check(ctx)
	done, err := a.Deliver(ctx)
	if err := errors.Join(failure, err); err != nil {
		return fmt.Errorf("questions: %w", err)
	}
	fmt.Printf("%d announced; %d delivered, %d failed and are tried again, %d given up\n", news, done.Delivered, done.Failed, done.GivenUp)
	if n := done.Failed + done.GivenUp; n > 0 {
		return fmt.Errorf("questions: %d deliveries failed; safir questions lists why", n)
	}
	return nil
}

// webhooks is a client that tells webhooks.
func webhooks(timeout time.Duration, private bool) *web.Client {
	return web.New(web.Options{Timeout: timeout, Agent: "safir (announcements)", AllowPrivate: private})
}
