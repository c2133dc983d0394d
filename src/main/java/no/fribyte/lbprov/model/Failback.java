package no.fribyte.lbprov.model;

/** What happens when the preferred member is healthy again. */
public enum Failback {
    /** It takes the virtual IPs back after the preempt delay. */
    AUTO,
    /** The virtual IPs stay where they are until an operator moves them. */
    MANUAL
}
