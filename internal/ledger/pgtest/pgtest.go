//go:build unix

// Package pgtest gives tests a real PostgreSQL: a cluster of their own in a temporary folder, which is gone when they are done.
//
// There is one cluster for the tests of a package, which [Main] stops, and a fresh database for each test that asks for one. It is
// reached by a socket in its folder alone, and keeps nothing safe from a power cut, so it is quick. PostgreSQL does not run as
// root: where tests do, the cluster is run by the user postgres that Debian's package makes.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Cluster is a running server.
type Cluster struct {
	folder  string // of its data, its log and its socket
	bin     string // of the server's programs
	owner   *syscall.Credential
	made    int  // schemas
	durable bool // it waits for the disk
	server  *exec.Cmd

	lock sync.Mutex
}

// shared is the cluster of this test program.
var shared struct {
	sync.Mutex

	cluster *Cluster
	err     error
}

// Main runs the tests of a package, and stops the cluster that they may have started: func TestMain(m *testing.M) { pgtest.Main(m) }.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Stop stops the cluster of this program, if there is one.
func Stop() {
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster != nil {
		if err := shared.cluster.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, "pgtest:", err)
		}
		shared.cluster = nil
	}
}

// Database is the address of a fresh, empty database (a schema of its own). Where there is no PostgreSQL the test is skipped, and says so; with
// SAFIR_POSTGRES=must it fails.
func Database(t testing.TB) string {
	t.Helper()
	c := Shared(t)
	address, err := c.Database()
	if err != nil {
		t.Fatal(err)
	}
	return address
}

// Shared is the cluster of this program; see [Database] for where there is none.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	found, err := Found()
	if err == nil && !found {
		t.Skip(errNone)
	}
	var c *Cluster
	if err == nil {
		c, err = Running()
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Found tells whether there is a PostgreSQL to start; it is an error if there is none and SAFIR_POSTGRES says that there must be.
func Found() (bool, error) {
	_, err := programs()
	if errors.Is(err, errNone) && os.Getenv("SAFIR_POSTGRES") != "must" {
		return false, nil
	}
	return err == nil, err
}

// Running is the cluster of this program, which is started when it is asked for first.
func Running() (*Cluster, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil && shared.err == nil {
		shared.cluster, shared.err = Start()
	}
	return shared.cluster, shared.err
}

// Alone is a cluster that the test has for itself, to stop and start it as it likes; see [Database] for where there is no PostgreSQL.
func Alone(t testing.TB) *Cluster {
	t.Helper()
	c, err := Start()
	if errors.Is(err, errNone) && os.Getenv("SAFIR_POSTGRES") != "must" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Log(err)
		}
	})
	return c
}

var errNone = errors.New("there is no PostgreSQL: install Debian's postgresql, or say where its initdb is with PATH")

// programs finds the folder of initdb and postgres: of PATH, else the newest of those that Debian's packages make.
func programs() (string, error) {
	if file, err := exec.LookPath("initdb"); err == nil {
		if file, err = filepath.EvalSymlinks(file); err == nil {
			return filepath.Dir(file), nil
		}
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errNone
	}
	release := func(file string) int {
		n, _ := strconv.Atoi(strings.Split(file, "/")[4])
		return n
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return release(a) - release(b) })), nil
}

// Start makes a cluster and starts its server.
func Start() (c *Cluster, err error) {
	c = &Cluster{}
	if c.bin, err = programs(); err != nil {
		return nil, err
	}
	parent := ""
	if os.Geteuid() == 0 {
		parent = "/tmp" // root's own folder for temporary files may be closed to others
	}
	if c.folder, err = os.MkdirTemp(parent, "pgtest"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = os.RemoveAll(c.folder)
		}
	}()
	if os.Geteuid() == 0 {
		if c.owner, err = unprivileged(); err != nil {
			return nil, err
		}
		if err := os.Chown(c.folder, int(c.owner.Uid), int(c.owner.Gid)); err != nil {
			return nil, err
		}
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "safir", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"); err != nil {
		return nil, err
	}
	// A user of this name has to say a password.
	access := "local all guarded scram-sha-256\nlocal all all trust\n"
	if err := os.WriteFile(filepath.Join(c.data(), "pg_hba.conf"), []byte(access), 0o600); err != nil {
		return nil, err
	}
	return c, c.Up()
}

// unprivileged is the user that runs the server where tests are run by root.
func unprivileged() (*syscall.Credential, error) {
	found, err := user.Lookup("postgres")
	if err != nil {
		found, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root: %w", err)
	}
	uid, uidErr := strconv.ParseUint(found.Uid, 10, 32)
	gid, gidErr := strconv.ParseUint(found.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(uidErr, gidErr)
}

func (c *Cluster) data() string { return filepath.Join(c.folder, "data") }

// run runs one of the server's programs, as the user that owns the cluster.
func (c *Cluster) run(program string, args ...string) error {
	if said, err := c.command(program, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, said)
	}
	return nil
}

func (c *Cluster) command(program string, args ...string) *exec.Cmd {
	command := exec.CommandContext(context.Background(), filepath.Join(c.bin, program), args...) //nolint:gosec // a program of PostgreSQL
	command.Dir = c.folder
	command.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "TZ=UTC")
	command.SysProcAttr = &syscall.SysProcAttr{Credential: c.owner}
	return command
}

// Up starts the server. It ends with this program, however that ends.
func (c *Cluster) Up() error {
	log, err := os.OpenFile(filepath.Join(c.folder, "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	args := []string{"-D", c.data()}
	for _, setting := range []string{
		"listen_addresses=", "unix_socket_directories=" + c.folder, "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200",
		"shared_buffers=64MB", "log_min_messages=warning",
	} {
		args = append(args, "-c", setting)
	}
	if c.durable { // the last of a setting counts
		args = append(args, "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on", "-c", "shared_buffers=512MB")
	}
	c.server = c.command("postgres", args...)
	c.server.SysProcAttr = endsWithParent(c.server.SysProcAttr)
	c.server.Stdout, c.server.Stderr = log, log
	if err := c.server.Start(); err != nil {
		return err
	}
	return c.await()
}

// await waits until the server can be asked.
func (c *Cluster) await() error {
	ctx := context.Background()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		conn, err := pgx.Connect(ctx, c.Address("public"))
		if err == nil {
			return conn.Close(ctx)
		}
		if time.Now().After(deadline) {
			said, _ := os.ReadFile(filepath.Join(c.folder, "log"))
			return fmt.Errorf("the server does not start: %w\n%s", err, said)
		}
	}
}

// Down stops the server at once, as a crash would; what was committed is there when it is up again.
func (c *Cluster) Down() error { return c.stop(syscall.SIGQUIT) }

// Crash stops the server at once, as a crash would, and starts it again: whoever is connected is cut off.
func (c *Cluster) Crash() error {
	if err := c.Down(); err != nil {
		return err
	}
	return c.Up()
}

// Durable restarts the server as one that is used in earnest: it waits for the disk.
func (c *Cluster) Durable() error {
	c.durable = true
	return c.Restart()
}

// Restart restarts the server: whoever is connected is cut off.
func (c *Cluster) Restart() error {
	if err := c.stop(syscall.SIGINT); err != nil {
		return err
	}
	return c.Up()
}

func (c *Cluster) stop(how syscall.Signal) error {
	if err := c.server.Process.Signal(how); err != nil {
		return err
	}
	var ended *exec.ExitError
	if err := c.server.Wait(); err != nil && !errors.As(err, &ended) {
		return err
	}
	return nil
}

// Stop stops the server and removes all that was in it.
func (c *Cluster) Stop() error { return errors.Join(c.Down(), os.RemoveAll(c.folder)) }

// Processor is the processor time that the server has used, with all that it started; 0 where that is not known.
func (c *Cluster) Processor() (used time.Duration) {
	const tick = 10 * time.Millisecond // of /proc, on all machines that Linux runs on today
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		_, after, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(after) // from the third on: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
		ours := strconv.Itoa(c.server.Process.Pid)
		if len(fields) < 15 || fields[1] != ours && filepath.Base(filepath.Dir(file)) != ours {
			continue
		}
		for _, at := range []int{11, 12, 13, 14} { // its own, and that of children which have ended
			n, _ := strconv.ParseInt(fields[at], 10, 64)
			used += time.Duration(n) * tick
		}
	}
	return used
}

// Database makes an empty schema, which is quicker than a database and serves the same, and gives its address.
func (c *Cluster) Database() (string, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.made++
	name := fmt.Sprintf("test%d", c.made)
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, c.Address("public"))
	if err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "CREATE SCHEMA "+name)
	return c.Address(name), errors.Join(err, conn.Close(ctx))
}

// Drop removes a schema that [Cluster.Database] made.
func (c *Cluster) Drop(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, c.Address("public"))
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "DROP SCHEMA "+pgx.Identifier{u.Query().Get("search_path")}.Sanitize()+" CASCADE")
	return errors.Join(err, conn.Close(ctx))
}

// Address is the address of a schema of the cluster.
func (c *Cluster) Address(schema string) string {
	return "postgres:///postgres?" + url.Values{"host": {c.folder}, "user": {"safir"}, "search_path": {schema}}.Encode()
}
