package no.fribyte.lbprov.simulator.world;

/** The text with which a task, or a synchronous call that does the same work, dies. */
public final class TaskFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TaskFailed(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
