package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"safir/internal/users"
)

// usersCommand looks after the users of desk and API.
type usersCommand struct {
	Add    addUserCommand    `cmd:"" help:"Add a user, or give one another role or password. The password is asked for, or read from standard input."`
	Remove removeUserCommand `cmd:"" help:"Take a user out."`
	Token  tokenCommand      `cmd:"" help:"Print a new token by which a program comes in as a user."`
	List   listUsersCommand  `cmd:"" help:"List the users."`
}

// usersFlag names the file.
type usersFlag struct {
	File string `required:"" help:"File of the users; safir serve takes it as --users." placeholder:"FILE" type:"path"`
}

// addUserCommand adds a user.
type addUserCommand struct {
	usersFlag

	Name       string     `arg:"" help:"Name; of who signs in by OpenID Connect, the address of mail."`
	Role       users.Role `required:"" help:"reader (asks) or editor (asks and corrects)." enum:"reader,editor"`
	NoPassword bool       `help:"No password: the user signs in by OpenID Connect, or by tokens alone."`
}

// Run keeps the user.
func (c *addUserCommand) Run() error {
	file, err := users.Edit(c.File)
	if err != nil {
		return err
	}
	password := ""
	if !c.NoPassword {
		if password, err = askPassword(); err != nil {
			return fmt.Errorf("users add: %w", err)
		}
	}
	if err := file.Set(users.User{Name: c.Name, Role: c.Role}, password); err != nil {
		return fmt.Errorf("users add: %w", err)
	}
	fmt.Printf("%s is a user, %s\n", c.Name, c.Role)
	return nil
}

// askPassword asks for a password twice, or takes the first line of what is piped in.
func askPassword() (string, error) {
	fd := int(os.Stdin.Fd())
	if !term.IsTerminal(fd) {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			return "", errors.Join(errors.New("no password came from standard input"), err)
		}
		return line, nil
	}
	var typed [2]string
	for i, prompt := range []string{"Password: ", "Once more: "} {
		fmt.Fprint(os.Stderr, prompt)
		text, err := term.ReadPassword(fd)
		fmt.Fprintln(os.Stderr)
		if err != nil {
			return "", fmt.Errorf("reading the password: %w", err)
		}
		typed[i] = string(text)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two are not the same; nothing was changed")
	}
	if typed[0] == "" {
		return "", errors.New("the password is empty; nothing was changed")
	}
	return typed[0], nil
}

// removeUserCommand takes a user out.
type removeUserCommand struct {
	usersFlag

	Name string `arg:"" help:"Name."`
}

// Run takes the user out.
func (c *removeUserCommand) Run() error {
	file, err := users.Edit(c.File)
	if err != nil {
		return err
	}
	if err := file.Remove(c.Name); err != nil {
		return fmt.Errorf("users remove: %w", err)
	}
	fmt.Printf("%s may no longer come in\n", c.Name)
	return nil
}

// tokenCommand makes tokens.
type tokenCommand struct {
	usersFlag

	Name string `arg:"" help:"Name of the user."`
	Drop bool   `help:"Make all tokens of the user void instead."`
}

// Run prints a token, or drops all.
func (c *tokenCommand) Run() error {
	file, err := users.Edit(c.File)
	if err != nil {
		return err
	}
	if c.Drop {
		if err := file.DropTokens(c.Name); err != nil {
			return fmt.Errorf("users token: %w", err)
		}
		fmt.Printf("no token of %s counts any more\n", c.Name)
		return nil
	}
	token, err := file.NewToken(c.Name)
	if err != nil {
		return fmt.Errorf("users token: %w", err)
	}
	fmt.Println(token)
	fmt.Fprintln(os.Stderr, "safir: keep it now: it is shown once, and only its hash is kept")
	return nil
}

// listUsersCommand lists users.
type listUsersCommand struct{ usersFlag }

// Run lists them.
func (c *listUsersCommand) Run() error {
	file, err := users.Open(c.File)
	if err != nil {
		return err
	}
	list, err := file.List()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "ROLE\tPASSWORD\tTOKENS\tNAME")
	for _, u := range list {
		password := "no"
		if u.Password {
			password = "yes"
		}
		fmt.Fprintf(out, "%s\t%s\t%d\t%s\n", u.Role, password, u.Tokens, u.Name)
	}
	return out.Flush()
}
