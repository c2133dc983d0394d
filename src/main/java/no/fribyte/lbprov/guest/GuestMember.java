package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.AgentApi;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ExecResult;
import no.fribyte.lbprov.proxmox.GuestFile;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;

/** A running member, talked to through {@code lbprov-guest} alone. */
public final class GuestMember {
    private static final String PROGRAM = "/usr/local/sbin/lbprov-guest";
    private static final String FIRST_BOOT = "/run/lbprov/first-boot.json";
    private static final String CLOUD_INIT_RESULT = "/run/cloud-init/result.json";
    private static final String CLOUD_INIT_OUTPUT = "/var/log/cloud-init-output.log";
    /** A busy guest takes about a second for an exec; the rest is reserve. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final ProxmoxFailure.Kind[] PASSING = {
        ProxmoxFailure.Kind.NO_AGENT, ProxmoxFailure.Kind.UNREACHABLE, ProxmoxFailure.Kind.UNKNOWN_OUTCOME
    };

    private final String name;
    private final AgentApi agent;

    /**
     * @param name as problems call it
     */
    public GuestMember(String name, AgentApi agent) {
        this.name = requireNonNull(name, "name");
        this.agent = requireNonNull(agent, "agent");
    }

    /** The same VM as one that becomes a template. */
    public GuestImage image() {
        return new GuestImage(name, agent);
    }

    /** Whether the guest agent answers now. */
    public boolean answers() {
        return agent.ping();
    }

    /**
     * What the member says of itself; changes nothing.
     *
     * @throws LbprovException when the agent does not answer or {@code lbprov-guest} is missing or broken
     */
    public MemberStatus status() {
        ExecResult result = call("status");
        try {
            return StatusParser.parse(result.out());
        } catch (StatusParser.UnreadableStatus e) {
            throw failed("read the status of", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Asks or commands, unless nobody answers now: the agent is not there, its node cannot be reached, or the answer was
     * lost on the way. All that {@code lbprov-guest} does may be done twice, so it may then be tried again. What does not
     * pass by waiting, such as a missing right, is thrown.
     */
    public <T> Attempt<T> attempt(Function<GuestMember, T> what) {
        Attempt<T> attempt = Attempt.of(() -> what.apply(this));
        if (attempt.failure().isPresent() && !attempt.failedAs(PASSING)) {
            attempt.orThrow();
        }
        return attempt;
    }

    /**
     * The status, or why {@code lbprov-guest} does not tell it.
     *
     * @throws LbprovException when nobody answers, or the token may not ask
     */
    public Answer askStatus() {
        try {
            return new Answer.Status(status());
        } catch (LbprovException e) {
            boolean refused =
                    !(e.getCause() instanceof ProxmoxFailure failure) || failure.kind() == ProxmoxFailure.Kind.REFUSED;
            if (e.status() == ExitStatus.INTERRUPTED || !refused) {
                throw e;
            }
            return silent(e);
        }
    }

    /** The status, or why there is none, whatever the reason. */
    public Answer tryStatus() {
        try {
            return answers() ? askStatus() : new Answer.Silent("the guest agent does not answer");
        } catch (LbprovException e) {
            if (e.status() == ExitStatus.INTERRUPTED) {
                throw e;
            }
            return silent(e);
        }
    }

    private static Answer silent(LbprovException reason) {
        Problem problem = reason.problems().get(0);
        return new Answer.Silent(
                problem.summary() + problem.why().map(why -> ": " + why).orElse(""));
    }

    /** What a member said when it was asked for its status. */
    public sealed interface Answer {
        record Status(MemberStatus status) implements Answer {}

        record Silent(String reason) implements Answer {}

        /** Why there is no status. */
        default Optional<String> silence() {
            return this instanceof Silent silent ? Optional.of(silent.reason()) : Optional.empty();
        }
    }

    /** Keeps off the virtual IPs while the partner can hold them; survives reboots. */
    public void drain() {
        call("drain");
    }

    public void undrain() {
        call("undrain");
    }

    /** cloud-init keeps still from the next boot on. */
    public void disableCloudInit() {
        call("disable-cloud-init");
    }

    /** Removes cloud-init's copies of the seed, which hold secrets. */
    public void wipeSeed() {
        call("wipe-seed");
    }

    /** How far the first boot is. */
    public FirstBoot firstBoot() {
        // in this order: once cloud-init has ended, the report is the last one; the other way round a boot that ends
        // between the two looks as if it had stopped on its way
        Optional<String> result = text(CLOUD_INIT_RESULT);
        Optional<String> report = text(FIRST_BOOT);
        FirstBoot boot = FirstBoot.of(report, result);
        return boot.state() == FirstBoot.State.FAILED && report.isEmpty() && isSound() ? FirstBoot.done() : boot;
    }

    /** Restarted before cloud-init was disabled: the report went with /run, but all that it was to set up is there. */
    private boolean isSound() {
        return askStatus() instanceof Answer.Status answer
                && answer.status().seriousTroubles().isEmpty();
    }

    /** The last lines that cloud-init's modules printed, for a problem's reason; none if they cannot be read. */
    public List<String> lastOutput(int lines) {
        List<String> all = Attempt.of(() -> text(CLOUD_INIT_OUTPUT)).value().stream()
                .flatMap(Optional::stream)
                .flatMap(String::lines)
                .toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    private Optional<String> text(String file) {
        return agent.read(file).map(GuestFile::text);
    }

    private ExecResult call(String command) {
        ExecResult result = agent.run(List.of(PROGRAM, command), Optional.empty(), LIMIT);
        if (result.exit() != 0) {
            throw failed(
                    command,
                    result.err().isBlank()
                            ? "exit status " + result.exit()
                            : result.err().strip());
        }
        return result;
    }

    private LbprovException failed(String what, String why) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("cannot %s %s".formatted(what, name))
                        .because(why)
                        .hint("look at its console in the Proxmox VE web interface: VM, Console"));
    }
}
