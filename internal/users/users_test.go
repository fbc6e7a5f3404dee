package users_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safir/internal/users"
)

const password = "گذرواژهٔ دراز ۱۲۳"

func file(t *testing.T) (string, *users.File) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "users.tsv")
	f, err := users.Edit(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Set(users.User{Name: "leila", Role: users.Editor}, password); err != nil {
		t.Fatal(err)
	}
	return path, f
}

func TestAUserComesInWithTheRightPasswordAlone(t *testing.T) {
	path, _ := file(t)
	f, err := users.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is remembered
		if u, err := f.Login("leila", password); err != nil || u != (users.User{Name: "leila", Role: users.Editor}) || !u.MayCorrect() {
			t.Errorf("got %v, %v", u, err)
		}
	}
	for _, wrong := range [][2]string{{"leila", "something else"}, {"nobody", password}, {"", ""}, {"leila", ""}} {
		if u, err := f.Login(wrong[0], wrong[1]); !errors.Is(err, users.ErrLogin) || u.Name != "" {
			t.Errorf("%q came in as %v (%v)", wrong, u, err)
		}
	}
}

func TestATokenComesInUntilItIsDropped(t *testing.T) {
	_, f := file(t)
	token, err := f.NewToken("leila")
	if err != nil {
		t.Fatal(err)
	}
	if u, err := f.Token(token); err != nil || u.Name != "leila" {
		t.Errorf("got %v, %v", u, err)
	}
	if _, err := f.Token(token + "x"); !errors.Is(err, users.ErrLogin) {
		t.Errorf("a wrong token: %v", err)
	}
	if _, err := f.NewToken("nobody"); !errors.Is(err, users.ErrUser) {
		t.Errorf("a token for nobody: %v", err)
	}
	if err := f.DropTokens("leila"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Token(token); !errors.Is(err, users.ErrLogin) {
		t.Errorf("a dropped token: %v", err)
	}
}

func TestTheFileHoldsNoSecretAndIsItsOwnersAlone(t *testing.T) {
	path, f := file(t)
	token, err := f.NewToken("leila")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), password) || strings.Contains(string(text), token) || !strings.Contains(string(text), "$argon2id$") {
		t.Errorf("the file holds\n%s", text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestAChangeOfTheFileCountsAtOnce(t *testing.T) {
	path, editing := file(t)
	serving, err := users.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := editing.Set(users.User{Name: "omid", Role: users.Reader}, "another long one"); err != nil {
		t.Fatal(err)
	}
	if u, err := serving.Login("omid", "another long one"); err != nil || u.MayCorrect() {
		t.Errorf("a new user: %v, %v", u, err)
	}
	if err := editing.Set(users.User{Name: "omid", Role: users.Editor}, ""); err != nil {
		t.Fatal(err)
	}
	if u, err := serving.Login("omid", "another long one"); err != nil || !u.MayCorrect() {
		t.Errorf("of another role, the password kept: %v, %v", u, err)
	}
	if err := editing.Remove("omid"); err != nil {
		t.Fatal(err)
	}
	if _, err := serving.Login("omid", "another long one"); !errors.Is(err, users.ErrLogin) {
		t.Errorf("a user who is gone: %v", err)
	}
}

func TestWhatIsNoUserIsRefused(t *testing.T) {
	_, f := file(t)
	for what, u := range map[string]users.User{
		"no name": {Role: users.Reader}, "a colon": {Name: "a:b", Role: users.Reader}, "a tab": {Name: "a\tb", Role: users.Reader},
		"a remark": {Name: "#a", Role: users.Reader}, "no role": {Name: "a"}, "an unknown role": {Name: "a", Role: "owner"},
	} {
		if err := f.Set(u, "long enough it is"); err == nil {
			t.Errorf("%s: %v was taken", what, u)
		}
	}
	if err := f.Set(users.User{Name: "a", Role: users.Reader}, "short"); err == nil || !strings.Contains(err.Error(), "at least 10") {
		t.Errorf("a short password: %v", err)
	}
	if err := f.Remove("nobody"); !errors.Is(err, users.ErrUser) {
		t.Errorf("removing nobody: %v", err)
	}
	if list, err := f.List(); err != nil || len(list) != 1 || list[0] != (users.Listed{User: users.User{Name: "leila", Role: users.Editor}, Password: true}) {
		t.Errorf("got %v, %v", list, err)
	}
}

func TestAWrongFileIsNamedByItsLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "users.tsv")
	if _, err := users.Open(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	for _, c := range []struct{ text, want string }{
		{"", "the file has none"},
		{"name\trole\tpassword\ttokens\nleila\towner\t-\t-\n", "users.tsv:2: unknown role"},
		{"name\trole\tpassword\ttokens\nleila\teditor\tplain\t-\n", "users.tsv:2: the password is no argon2id hash"},
		{"name\trole\tpassword\ttokens\nleila\teditor\t-\t-\nleila\treader\t-\t-\n", "users.tsv:3: leila is named twice"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := users.Open(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}
