package no.fribyte.lbprov.simulator.guest;

/** What a machine or its agent refuses. */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final boolean byAgent;

    private GuestException(String text, boolean byAgent) {
        super(text);
        this.byAgent = byAgent;
    }

    /** The agent answered, with these words. */
    public static GuestException byAgent(String text) {
        return new GuestException(text, true);
    }

    /** The node could not do it, in its words; also where the agent does not answer. */
    public static GuestException byNode(String text) {
        return new GuestException(text, false);
    }

    public static GuestException agentNotRunning() {
        return byNode("QEMU guest agent is not running");
    }

    /** Whether the words are the agent's own. */
    public boolean isByAgent() {
        return byAgent;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
