package no.fribyte.lbprov.proxmox;

/** What came back: the reason phrase matters, since older nodes put their words nowhere else. */
record Reply(int status, String reason, String body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
