package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How a program that the agent started in the guest ended; results are read once and never compared. */
@SuppressWarnings("ArrayRecordComponent")
public record ExecResult(int exitCode, byte[] out, byte[] err) {
    static ExecResult out(String text) {
        return new ExecResult(0, text.getBytes(UTF_8), new byte[0]);
    }

    static ExecResult failed(int exitCode, String err) {
        return new ExecResult(exitCode, new byte[0], err.getBytes(UTF_8));
    }
}
