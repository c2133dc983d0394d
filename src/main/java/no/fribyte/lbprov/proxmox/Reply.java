package no.fribyte.lbprov.proxmox;

/** What came back: the reason phrase matters, since older nodes put their words nowhere else. */
record Reply(int status, String reason, String body) {
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Said by something on the way to the node, which got no answer from it. */
    boolean isOfGateway() {
        return status >= 502 && status <= 504;
    }
}
