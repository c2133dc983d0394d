package no.fribyte.lbprov.simulator.guest;

/** A file of lbprov's in a guest that is missing or not as it should be; the message says so in one line. */
final class MemberFault extends RuntimeException {
    MemberFault(String message) {
        super(message);
    }
}
