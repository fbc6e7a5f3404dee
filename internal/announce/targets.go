package announce

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"safir/internal/ledger"
)

// errTarget says that a target can never be told anything.
var errTarget = errors.New("it can't be told")

// tell tells a target.
func (a *Announcer) tell(ctx context.Context, d *ledger.Delivery, t ledger.Target) error {
	switch t.Kind {
	case ledger.Webhook:
		return a.post(ctx, d, t)
	case ledger.File:
		return a.add(d, t.To)
	case ledger.Command:
		return run(ctx, d, t.To)
	}
	return fmt.Errorf("%w: unknown kind of target %q", errTarget, t.Kind)
}

// secretLength is how many bytes a secret has; the specification wants 24 to 64.
const secretLength = 32

// secretPrefix stands before secrets, as the specification has it.
const secretPrefix = "whsec_"

// NewSecret makes a secret by which webhooks are signed.
func NewSecret() string {
	secret := make([]byte, secretLength)
	_, _ = rand.Read(secret) // never fails
	return secretPrefix + base64.StdEncoding.EncodeToString(secret)
}

// CheckSecret tells what is wrong with a secret.
func CheckSecret(secret string) error {
	const least, most = 24, 64
	text, ok := strings.CutPrefix(secret, secretPrefix)
	key, err := base64.StdEncoding.DecodeString(text)
	if !ok || err != nil || len(key) < least || len(key) > most {
		return fmt.Errorf("a secret is %s and %d to %d bytes in base64, as Standard Webhooks has it", secretPrefix, least, most)
	}
	return nil
}

// post hands an announcement to a webhook, signed as Standard Webhooks has it.
func (a *Announcer) post(ctx context.Context, d *ledger.Delivery, t ledger.Target) error {
	hook, err := standardwebhooks.NewWebhook(t.Secret)
	if err != nil {
		return fmt.Errorf("%w: its secret can't be read", errTarget)
	}
	now := time.Now()
	signature, err := hook.Sign(d.ID, now, []byte(d.Body))
	if err != nil {
		return err
	}
	header := http.Header{}
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set(standardwebhooks.HeaderWebhookID, d.ID)
	header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
	header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	return a.Web.Post(ctx, t.To, header, []byte(d.Body))
}

// locks has a lock for each path: of two questions that go to one file.
type locks struct{ of sync.Map }

func (l *locks) lock(path string) (unlock func()) {
	mu, _ := l.of.LoadOrStore(path, new(sync.Mutex))
	lock := mu.(*sync.Mutex) //nolint:forcetypeassert // nothing else is stored
	lock.Lock()
	return lock.Unlock
}

// tailLength is how much of a file's end is looked at.
const tailLength = 4 << 20

// add appends an announcement to a file, unless it is there: the program may have been killed before it noted that. A line that was not written
// to its end is taken away.
func (a *Announcer) add(d *ledger.Delivery, path string) (err error) {
	defer a.atFile.lock(path)()
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644) //nolint:gosec // others may read it, as users set it up
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	tail := make([]byte, min(end, tailLength))
	if _, err := file.ReadAt(tail, end-int64(len(tail))); err != nil {
		return err
	}
	whole := bytes.LastIndexByte(tail, '\n') + 1
	if bytes.Contains(tail[:whole], []byte(`"id":"`+d.ID+`"`)) {
		return nil
	}
	end -= int64(len(tail) - whole)
	if err := file.Truncate(end); err != nil {
		return err
	}
	if _, err := file.WriteAt([]byte(d.Body+"\n"), end); err != nil {
		return err
	}
	return file.Sync()
}

const (
	commandTime  = time.Minute     // for a command
	commandDelay = 5 * time.Second // for what it started and left behind
	longestSaid  = 500             // characters of what a command says that are kept
)

// run hands an announcement to a command, on its standard input.
func run(ctx context.Context, d *ledger.Delivery, command string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, commandTime, fmt.Errorf("the command was not done within %v", commandTime))
	defer cancel()
	c := exec.CommandContext(ctx, "sh", "-c", command) //nolint:gosec // whoever may write to the ledger says what is run
	c.WaitDelay = commandDelay
	c.Stdin = strings.NewReader(d.Body + "\n")
	c.Env = append(os.Environ(), "SAFIR_ANNOUNCEMENT="+d.ID, "SAFIR_QUESTION="+d.Question, "SAFIR_KIND="+d.Kind, "SAFIR_EVENT="+d.Event, "SAFIR_ATTEMPT="+strconv.Itoa(d.Attempts+1))
	said, err := c.CombinedOutput()
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	text := []rune(strings.TrimSpace(strings.ToValidUTF8(string(said), "�")))
	return fmt.Errorf("the command ended with %w: %s", err, string(text[:min(len(text), longestSaid)]))
}

// masked is a target as logs have it: addresses may hold what opens them.
func masked(t ledger.Target) string {
	if t.Kind != ledger.Webhook {
		return t.Key()
	}
	return t.Kind + " " + MaskedURL(t.To)
}
