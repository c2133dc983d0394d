package no.fribyte.lbprov.proxmox;

import java.util.Map;
import java.util.OptionalInt;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Why a call did not succeed, in a form that code can tell apart; asked for through {@link Attempt}. */
public final class ProxmoxFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kinds of failures that somebody treats differently. */
    public enum Kind {
        /** No answer, and nothing was changed: the request was never sent, or was a read. */
        UNREACHABLE,
        /** The certificate is not the one we trust; nothing was sent. */
        UNTRUSTED,
        /** 401: the token is wrong or expired, or its user disabled. */
        AUTHENTICATION,
        /** 403: the token lacks a right. */
        NO_PERMISSION,
        /** The VM does not exist on that node. */
        MISSING,
        /** The VMID is in use. */
        TAKEN,
        /** Someone changed the VM since we read it (the digest differs). */
        CHANGED,
        /** The VM has a lock, such as backup or clone. */
        LOCKED,
        /** A lock file was held for too long; nothing was done. */
        LOCK_TIMEOUT,
        /** The cluster has no quorum and takes no writes. */
        NO_QUORUM,
        /** The guest agent does not answer now: the guest boots, installs, or is stopped. */
        NO_AGENT,
        /** The server said no for any other reason. */
        REFUSED,
        /** A write was sent and its answer lost: it may have been done. Observe again. */
        UNKNOWN_OUTCOME
    }

    private final Kind kind;
    private final int status;
    private final String text;
    private final transient Map<String, String> parameters;
    private final transient Problem problem;

    ProxmoxFailure(Kind kind, int status, String text, Map<String, String> parameters, Problem problem) {
        super(problem.line());
        this.kind = kind;
        this.status = status;
        this.text = text;
        this.parameters = Map.copyOf(parameters);
        this.problem = problem;
    }

    static ProxmoxFailure unanswered(Kind kind, String text, Problem problem) {
        return new ProxmoxFailure(kind, 0, text, Map.of(), problem);
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** The server's own words. */
    public String text() {
        return text;
    }

    /** What the server said about single parameters. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public Problem problem() {
        return problem;
    }

    public LbprovException asException() {
        return new LbprovException(ExitStatus.PROXMOX, problem, this);
    }
}
