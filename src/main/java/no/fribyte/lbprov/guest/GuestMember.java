package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.AgentApi;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ExecResult;
import no.fribyte.lbprov.proxmox.GuestFile;

/** A running member, talked to through {@code lbprov-guest} alone. */
public final class GuestMember {
    private static final String PROGRAM = "/usr/local/sbin/lbprov-guest";
    private static final String FIRST_BOOT = "/run/lbprov/first-boot.json";
    private static final String CLOUD_INIT_RESULT = "/run/cloud-init/result.json";
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub";
    private static final String CLOUD_INIT_OUTPUT = "/var/log/cloud-init-output.log";
    /** A busy guest takes about a second for an exec; the rest is reserve. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final AgentApi agent;

    /**
     * @param name as problems call it
     */
    public GuestMember(String name, AgentApi agent) {
        this.name = requireNonNull(name, "name");
        this.agent = requireNonNull(agent, "agent");
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

    /** The status, or why there is none. */
    public Answer tryStatus() {
        if (Attempt.of(this::answers).value().filter(answers -> answers).isEmpty()) {
            return new Answer.Silent("the guest agent does not answer");
        }
        try {
            return new Answer.Status(status());
        } catch (LbprovException e) {
            if (e.status() == ExitStatus.INTERRUPTED) {
                throw e;
            }
            Problem problem = e.problems().get(0);
            return new Answer.Silent(
                    problem.summary() + problem.why().map(why -> ": " + why).orElse(""));
        }
    }

    /** What {@link #tryStatus} found. */
    public sealed interface Answer {
        record Status(MemberStatus status) implements Answer {}

        record Silent(String reason) implements Answer {}
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

    /** How far the first boot is; empty while the agent does not answer. */
    public Optional<FirstBoot> firstBoot() {
        // in this order: once cloud-init has ended, the report is the last one; the other way round a boot that ends
        // between the two looks as if it had stopped on its way
        Attempt<FirstBoot> look = Attempt.of(() -> {
            Optional<String> result = text(CLOUD_INIT_RESULT);
            return FirstBoot.of(text(FIRST_BOOT), result);
        });
        return AgentApi.isAway(look) ? Optional.empty() : Optional.of(look.orThrow());
    }

    /** The public SSH host key it shows to clients: type and base64, without a comment. */
    public Optional<String> hostKey() {
        return text(HOST_KEY)
                .map(line -> line.strip().split(" ", -1))
                .filter(words -> words.length >= 2)
                .map(words -> words[0] + " " + words[1]);
    }

    /** The last lines that cloud-init's modules printed, for a problem's reason. */
    public List<String> lastOutput(int lines) {
        List<String> all =
                text(CLOUD_INIT_OUTPUT).stream().flatMap(String::lines).toList();
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
