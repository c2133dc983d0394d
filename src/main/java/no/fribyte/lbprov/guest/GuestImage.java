package no.fribyte.lbprov.guest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.AgentApi;
import no.fribyte.lbprov.proxmox.ExecResult;

/** A running VM that becomes a template. Nothing that is run in it, and none of its arguments, is a secret. */
public final class GuestImage {
    /** On a file system in memory: it is still there when the answer was lost, and gone with the power. */
    private static final List<String> CLEAN = List.of("/usr/bin/python3", "/run/lbprov-bake/clean-image");

    private static final String QUERY = "/usr/bin/dpkg-query";

    /** What each package is there for. */
    private static final List<List<String>> PROGRAMS = List.of(
            List.of("/usr/sbin/haproxy", "-v"),
            List.of("/usr/sbin/keepalived", "-v"),
            List.of("/usr/sbin/nft", "--version"),
            List.of("/usr/bin/wg", "--version"),
            List.of("/usr/sbin/qemu-ga", "--version"));

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final String name;
    private final AgentApi agent;

    /**
     * @param name as problems call it
     */
    public GuestImage(String name, AgentApi agent) {
        this.name = requireNonNull(name, "name");
        this.agent = requireNonNull(agent, "agent");
    }

    /** The versions of those packages that are whole; the others are missing in it. */
    public Map<String, String> versions(List<String> packages) {
        List<String> command =
                new ArrayList<>(List.of(QUERY, "-W", "-f", "${Package} ${Version} ${db:Status-Abbrev}\\n"));
        command.addAll(packages);
        Map<String, String> versions = new LinkedHashMap<>();
        // it fails when one is not known at all, and tells of the others all the same
        run(command).out().lines().forEach(line -> {
            String[] words = line.strip().split(" +", -1);
            if (words.length == 3 && words[2].equals("ii")) {
                versions.put(words[0], words[1]);
            }
        });
        return versions;
    }

    /** Why a program of a package does not tell its version, for each that does not. */
    public List<String> silentPrograms() {
        List<String> silent = new ArrayList<>();
        for (List<String> command : PROGRAMS) {
            ExecResult result = run(command);
            if (result.exit() != 0) {
                silent.add("%s does not run: %s".formatted(command.get(0), words(result)));
            }
        }
        return silent;
    }

    /** Removes all traces of this boot; done twice it does no harm. */
    public void clean() {
        ExecResult result = run(CLEAN);
        if (result.exit() != 0) {
            throw new LbprovException(
                    ExitStatus.STEP_FAILED,
                    Problem.error("cannot clean " + name)
                            .because(words(result))
                            .hint("run this again: it begins with a new VM"));
        }
    }

    private ExecResult run(List<String> command) {
        return agent.run(command, Optional.empty(), LIMIT);
    }

    private static String words(ExecResult result) {
        String text = (result.err() + result.out()).strip();
        return text.isEmpty() ? "exit status " + result.exit() : text;
    }
}
