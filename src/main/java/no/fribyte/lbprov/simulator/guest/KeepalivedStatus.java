package no.fribyte.lbprov.simulator.guest;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.simulator.guest.KeepalivedConfig.Instance;
import tools.jackson.databind.node.ObjectNode;

/** Whether keepalived does what {@code member.json} says, and what it says of the virtual IPs. */
record KeepalivedStatus(Machine machine, Wire wire, Member member, Problems problems) {
    private static final String PART = "keepalived";

    ObjectNode judge(List<Ip> held) {
        KeepalivedConfig config = KeepalivedConfig.parse(
                machine.disk().text(Daemon.KEEPALIVED.file()).orElse(""));
        Optional<Instance> instance = config.instances().stream().findFirst();
        instance.ifPresentOrElse(
                first -> compare(config, first), () -> problems.error(PART, "keepalived.conf has no VRRP instance"));
        ObjectNode told = Json.object();
        boolean active = machine.disk().isActive("keepalived");
        told.put("active", active).put("state", active ? state(held) : "STOPPED");
        told.put("priority", instance.map(Instance::priority).orElse(null));
        told.put("expectedPriority", member.priority());
        if (!active) {
            problems.error(PART, "keepalived does not run");
        }
        return told;
    }

    private String state(List<Ip> held) {
        Set<String> faults = new TreeSet<>(new Vrrp(wire).faults(machine));
        faults.forEach(fault -> problems.error(PART, fault + ", so this member gives up the virtual IPs"));
        new Vrrp(wire).doubts(machine).forEach(doubt -> problems.error(PART, doubt + ", so the partner is preferred"));
        List<Ip> wanted = virtualIps();
        long count = wanted.stream().filter(held::contains).count();
        if (count > 0 && count < wanted.size()) {
            problems.error(PART, "holds only %d of %d virtual IPs".formatted(count, wanted.size()));
        }
        return held.contains(wanted.get(0)) ? "MASTER" : faults.isEmpty() ? "BACKUP" : "FAULT";
    }

    private void compare(KeepalivedConfig config, Instance instance) {
        differs("is on interface", instance.networkInterface(), member.networkInterface());
        differs("has virtual router id", instance.routerId(), member.routerId());
        differs("has priority", instance.priority(), member.priority());
        differs("has the peers", instance.peers(), member.peer().map(List::of).orElse(List.of()));
        List<Ip> wanted = virtualIps();
        if (!new HashSet<>(instance.virtualIps()).equals(new HashSet<>(wanted))) {
            differs("floats", words(instance.virtualIps()), words(wanted));
        }
        if (instance.trackedFiles().stream().noneMatch(file -> file.path().equals(LbprovGuest.DRAIN))) {
            problems.error(
                    PART, "keepalived.conf does not follow %s: draining has no effect".formatted(LbprovGuest.DRAIN));
        }
        if (instance.trackedFiles().stream().noneMatch(file -> file.path().equals(Standing.FILE))) {
            problems.error(
                    PART,
                    "keepalived.conf does not follow %s: only keepalived's own checks count".formatted(Standing.FILE));
        }
        deadScripts(config, instance);
    }

    private List<Ip> virtualIps() {
        return member.virtualIps().stream()
                .flatMap(address -> Ip.parse(address).stream())
                .toList();
    }

    private void differs(String what, Object is, Object should) {
        if (!is.equals(should)) {
            problems.error(PART, "keepalived.conf %s %s, member.json says %s".formatted(what, is, should));
        }
    }

    private static String words(List<Ip> addresses) {
        return addresses.stream().map(Ip::toString).collect(Collectors.joining(", "));
    }

    private void deadScripts(KeepalivedConfig config, Instance instance) {
        for (String script : instance.trackedScripts()) {
            String path = KeepalivedCheck.program(config.scripts().getOrDefault(script, ""));
            if (!KeepalivedCheck.canExecute(machine.disk(), path)) {
                problems.error(PART, "check %s cannot be executed, so keepalived does without it".formatted(path));
            }
        }
    }
}
