package no.fribyte.lbprov.problem;

/** The public exit statuses of every command; scripts rely on the numbers. */
public enum ExitStatus {
    /** Done, or nothing to do. */
    OK(0),
    /** A bug of lbprov. */
    BUG(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The profile, the inventory or the vault is wrong. */
    INVALID_INPUT(3),
    /** Proxmox refused or cannot be reached. */
    PROXMOX(4),
    /** A step of a plan failed. */
    STEP_FAILED(5),
    /** The pair works, but not as it should. */
    UNHEALTHY(6),
    /** More than one member holds the virtual IP. */
    SPLIT_BRAIN(7),
    /** No member holds the virtual IP. */
    NO_HOLDER(8),
    /** {@code plan --exit-code} found changes. */
    CHANGES_PENDING(9),
    /** Someone else is working on the pair. */
    SOMEONE_ELSE(10),
    /** Stopped by Ctrl-C or a signal. */
    INTERRUPTED(130);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
