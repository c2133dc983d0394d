package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

/**
 * How a program in a guest ended.
 *
 * @param exit its exit status; 128 and the signal's number if a signal ended it, as in a shell
 * @param truncated the guest agent kept only the beginning of the output
 */
public record ExecResult(int exit, String out, String err, boolean truncated) {
    private static final int BY_SIGNAL = 128;

    public ExecResult {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    static ExecResult of(Row row) {
        long exit = row.number("exitcode")
                .orElseGet(() -> BY_SIGNAL + row.number("signal").orElse(0));
        return new ExecResult(
                (int) exit,
                GuestText.decoded(row.text("out-data").orElse("")),
                GuestText.decoded(row.text("err-data").orElse("")),
                row.flag("out-truncated") || row.flag("err-truncated"));
    }
}
