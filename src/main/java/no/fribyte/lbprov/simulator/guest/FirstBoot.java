package no.fribyte.lbprov.simulator.guest;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the program of the first boot does, stage by stage; each call is the end of one stage. */
record FirstBoot(Machine machine, Wire wire) {
    static final String PROGRAM = "/usr/local/lib/lbprov/first-boot";
    private static final String STATE = "/run/lbprov/first-boot.json";
    private static final String PACKAGES = "/etc/lbprov/packages";

    /** Stops a stage: one sentence, and what was printed last. */
    private static final class Failure extends Exception {
        private final transient List<String> log;

        Failure(String sentence, List<String> log) {
            super(sentence);
            this.log = log;
        }
    }

    /** One stage's work. */
    private interface Work {
        void run() throws Failure;
    }

    /**
     * The part before the packages.
     *
     * @param bake it only installs, for a template
     */
    boolean begin(boolean bake) {
        return stage("settings", bake ? () -> {} : this::settings, "packages");
    }

    boolean packages() {
        return stage("packages", this::packagesOfMember, "services");
    }

    boolean services() {
        // one without a member's settings came this far only as a bake, which starts nothing
        return stage("services", machine.disk().has(Member.FILE) ? this::start : () -> {}, "done");
    }

    private boolean stage(String name, Work work, String next) {
        try {
            work.run();
        } catch (Failure failure) {
            tell(name, "failed", Optional.of(failure));
            new CloudInitReport(machine.disk()).error(RunCommands.FAILED);
            return false;
        }
        tell(next, next.equals("done") ? "ok" : "running", Optional.empty());
        return true;
    }

    private void tell(String stage, String result, Optional<Failure> failure) {
        ObjectNode state = Json.object();
        state.put("format", 1);
        state.put("stage", stage);
        state.put("result", result);
        state.put("error", failure.map(Failure::getMessage).orElse(null));
        state.put("log", failure.map(each -> String.join("\n", each.log)).orElse(null));
        machine.disk().write(STATE, "0644", Json.print(state));
        new CloudInitReport(machine.disk()).output("lbprov first boot: " + stage + " " + result);
    }

    private void settings() throws Failure {
        Member member = member();
        if (machine.networkInterface(member.networkInterface()).isEmpty()) {
            throw new Failure(
                    "there is no interface %s: no network card has its MAC address"
                            .formatted(member.networkInterface()),
                    List.of());
        }
        Optional<String> complaint = Sysctl.apply(machine.disk());
        if (complaint.isPresent()) {
            throw new Failure("the kernel refused a setting", List.of(complaint.get()));
        }
    }

    private Member member() throws Failure {
        try {
            return Member.of(machine.disk());
        } catch (MemberFault e) {
            throw new Failure("first-boot stopped: " + e.getMessage(), List.of());
        }
    }

    private void packagesOfMember() throws Failure {
        Optional<String> wanted = machine.disk().text(PACKAGES);
        if (wanted.isEmpty()) {
            throw new Failure("first-boot stopped: there is no " + PACKAGES, List.of());
        }
        install(wanted.get()
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.startsWith("#"))
                .toList());
    }

    private void install(List<String> wanted) throws Failure {
        List<String> missing = wanted.stream()
                .filter(name -> !DebianArchive.isInstalled(machine.disk(), name))
                .toList();
        List<String> errors = DebianArchive.install(machine.disk(), missing, machine.reachesMirror());
        if (!errors.isEmpty()) {
            throw new Failure("apt could not install " + String.join(", ", missing), errors);
        }
    }

    private void start() throws Failure {
        Systemd systemd = new Systemd(machine, wire);
        for (Daemon daemon : Daemon.values()) {
            if (!machine.disk().has(daemon.file())) {
                continue;
            }
            // wg-quick cannot check a file without bringing the interface up
            List<String> objections = daemon == Daemon.WIREGUARD ? List.of() : daemon.objections(machine);
            if (!objections.isEmpty()) {
                throw new Failure("%s refuses %s".formatted(daemon.program(), daemon.file()), objections);
            }
            systemd.enable(daemon.unit());
            List<String> errors = systemd.restart(daemon.unit());
            if (!errors.isEmpty()) {
                throw new Failure(daemon.unit() + " did not start", errors);
            }
        }
    }
}
