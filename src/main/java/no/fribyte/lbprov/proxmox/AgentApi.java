package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** {@code /nodes/NODE/qemu/VMID/agent}: the guest agent of a running VM. */
public final class AgentApi {
    /** Each look is a line in the guest's journal. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final int INPUT_LIMIT = 64 * 1024;

    private final Transport transport;
    private final Waiting waiting;
    private final String vm;
    private final String path;

    AgentApi(Transport transport, Waiting waiting, String vm, String path) {
        this.transport = transport;
        this.waiting = waiting;
        this.vm = vm;
        this.path = path;
    }

    /** {@code POST .../ping}: whether the agent answers now. */
    public boolean ping() {
        ApiCall call = ApiCall.post("reach the guest agent of " + vm, path + "/ping")
                .ofGuest()
                .changingNothing();
        Attempt<Row> answer = Attempt.of(() -> transport.row(call));
        // an error of the agent itself may come inside a 200
        return !answer.failedAs(ProxmoxFailure.Kind.NO_AGENT)
                && !answer.orThrow().row("result").node().has("error");
    }

    /** {@code POST .../exec}: the program with its arguments, no shell; gives the process id in the guest. */
    public long exec(List<String> command, Optional<String> input) {
        input.ifPresent(text -> {
            GuestText.requireAscii(text, "the input of a program");
            if (text.length() > INPUT_LIMIT) {
                throw new IllegalArgumentException("the input of a program is at most 64 KiB");
            }
        });
        Form form = Form.empty().with("command", command);
        Form whole = input.map(text -> form.with("input-data", text)).orElse(form);
        ApiCall call = ApiCall.post("run " + command.get(0) + " in " + vm, path + "/exec")
                .ofGuest();
        return transport.row(call.with(whole)).number("pid").orElseThrow(() -> blocked(command));
    }

    /** {@code GET .../exec-status}: empty while it runs. The agent forgets a process once its end was told. */
    public Optional<ExecResult> execStatus(long pid) {
        ApiCall call = ApiCall.get("read the outcome of process " + pid + " in " + vm, path + "/exec-status")
                .with(Form.empty().with("pid", pid))
                .ofGuest();
        Row row = transport.row(call);
        return row.flag("exited") ? Optional.of(ExecResult.of(row)) : Optional.empty();
    }

    /** Runs a program to its end. Arguments are logged in the guest: secrets go into the input. */
    public ExecResult run(List<String> command, Optional<String> input, Duration timeout) {
        Instant start = waiting.now();
        String attempt = "run " + command.get(0) + " in " + vm;
        long pid = exec(command, input);
        Optional<ExecResult> result = outcome(pid, attempt);
        while (result.isEmpty()) {
            if (waiting.since(start).compareTo(timeout) >= 0) {
                throw unknown(attempt, "it did not end within " + timeout.toSeconds() + " s and may still run");
            }
            waiting.pause(POLL, attempt);
            result = outcome(pid, attempt);
        }
        return result.get();
    }

    /** The program runs by now, so whatever happens to the question, its outcome is unknown. */
    private Optional<ExecResult> outcome(long pid, String attempt) {
        Attempt<Optional<ExecResult>> look = Attempt.of(() -> execStatus(pid));
        if (look.failedAs(ProxmoxFailure.Kind.UNREACHABLE, ProxmoxFailure.Kind.NO_AGENT)) {
            return Optional.empty();
        }
        if (look.failedAs(ProxmoxFailure.Kind.AUTHENTICATION, ProxmoxFailure.Kind.NO_PERMISSION)) {
            return look.orThrow();
        }
        return look.value()
                .orElseThrow(() -> unknown(
                        attempt,
                        "it was started, but its outcome cannot be read: "
                                + look.failure().orElseThrow().text()));
    }

    /** {@code GET .../file-read}; empty if there is no such file. */
    public Optional<GuestFile> read(String file) {
        ApiCall call = ApiCall.get("read " + file + " in " + vm, path + "/file-read")
                .with("file", file)
                .ofGuest();
        Attempt<Row> answer = Attempt.of(() -> transport.row(call));
        boolean missing = answer.failure()
                .filter(failure -> failure.text().contains("No such file or directory"))
                .isPresent();
        if (missing) {
            return Optional.empty();
        }
        Row row = answer.orThrow();
        String text = GuestText.decoded(row.text("content").orElse(""));
        return Optional.of(new GuestFile(text, row.flag("truncated")));
    }

    private LbprovException blocked(List<String> command) {
        Problem problem = Problem.error("cannot run " + command.get(0) + " in " + vm)
                .because("the guest agent gave no process id")
                .hint("the image may forbid guest-exec in its agent's settings");
        return new LbprovException(ExitStatus.PROXMOX, problem);
    }

    private static LbprovException unknown(String attempt, String why) {
        Problem problem = Problem.error("cannot " + attempt).because(why);
        return ProxmoxFailure.unanswered(ProxmoxFailure.Kind.UNKNOWN_OUTCOME, why, problem)
                .asException();
    }
}
