package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// browser is somebody signed in.
type browser struct {
	site  string
	http  *http.Client
	token string // of the session's forms
}

var formToken = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// signIn opens a session through the form.
func signIn(site, login string) (*browser, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	b := &browser{site: site, http: &http.Client{
		Jar: jar, Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: 2},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	if err := b.findToken("/sign-in"); err != nil {
		return nil, err
	}
	to, err := b.post("/sign-in", url.Values{"login": {login}, "password": {password}, "next": {"/"}})
	if err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", login, err)
	}
	return b, b.findToken(to)
}

func (b *browser) findToken(page string) error {
	text, err := b.get(page)
	if err != nil {
		return err
	}
	found := formToken.FindStringSubmatch(text)
	if found == nil {
		return fmt.Errorf("%s has no form", page)
	}
	b.token = found[1]
	return nil
}

// get reads a page to its end.
func (b *browser) get(page string) (string, error) {
	answer, err := b.http.Get(b.site + page)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", page, answer.Status)
	}
	return string(text), nil
}

// post sends a form and answers where it leads.
func (b *browser) post(page string, values url.Values) (string, error) {
	values.Set("_csrf", b.token)
	r, err := http.NewRequest(http.MethodPost, b.site+page, strings.NewReader(values.Encode()))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := b.http.Do(r)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusSeeOther {
		return "", fmt.Errorf("post %s: %s", page, answer.Status)
	}
	return answer.Header.Get("Location"), nil
}
