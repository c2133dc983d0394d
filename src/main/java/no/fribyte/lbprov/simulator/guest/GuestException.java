package no.fribyte.lbprov.simulator.guest;

/** A refusal of the guest agent; the message is the agent's own text. */
public final class GuestException extends RuntimeException {
    public GuestException(String message) {
        super(message);
    }
}
