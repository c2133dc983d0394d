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
        boolean active = machine.disk().isActive("keepalived");
        Set<String> faults = new TreeSet<>(new Vrrp(wire).faults(machine));
        compare();
        if (!active) {
            problems.error(PART, "keepalived does not run");
        }
        faults.forEach(fault -> problems.error(PART, fault + ", so this member gives up the virtual IPs"));
        samePriority();
        boolean master =
                Ip.parse(member.virtualIps().get(0)).filter(held::contains).isPresent();
        String state = !active ? "STOPPED" : master ? "MASTER" : faults.isEmpty() ? "BACKUP" : "FAULT";
        return Json.object().put("active", active).put("state", state);
    }

    private void compare() {
        KeepalivedConfig config = machine.disk().isActive("keepalived")
                ? machine.disk().keepalived()
                : KeepalivedConfig.parse(
                        machine.disk().text(Daemon.KEEPALIVED.file()).orElse(""));
        Optional<Instance> first = config.instances().stream().findFirst();
        if (first.isEmpty()) {
            problems.error(PART, "keepalived.conf has no VRRP instance");
            return;
        }
        Instance instance = first.get();
        differs("is on interface", instance.networkInterface(), member.networkInterface());
        differs("has virtual router id", instance.routerId(), member.routerId());
        differs("has priority", instance.priority(), member.priority());
        differs("has the peers", instance.peers(), member.peer().map(List::of).orElse(List.of()));
        List<Ip> wanted = member.virtualIps().stream()
                .flatMap(address -> Ip.parse(address).stream())
                .toList();
        if (!new HashSet<>(instance.virtualIps()).equals(new HashSet<>(wanted))) {
            differs("floats", words(instance.virtualIps()), words(wanted));
        }
        if (instance.trackedFiles().stream().noneMatch(file -> file.path().equals(LbprovGuest.DRAIN))) {
            problems.error(
                    PART, "keepalived.conf does not follow %s: draining has no effect".formatted(LbprovGuest.DRAIN));
        }
        deadScripts(config, instance);
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
            String path = config.scripts().getOrDefault(script, "");
            if (!KeepalivedCheck.canExecute(machine.disk(), path)) {
                problems.error(PART, "check %s cannot be executed, so keepalived does without it".formatted(path));
            }
        }
    }

    /** Equals are no fault where both are meant to be equal; where only one is, nobody decided who is master. */
    private void samePriority() {
        Vrrp vrrp = new Vrrp(wire);
        for (Vrrp.Speaker speaker : vrrp.speakers(machine)) {
            for (Vrrp.Speaker other : vrrp.heardBy(speaker)) {
                boolean same = other.instance().priority() == speaker.instance().priority();
                if (same && (isForeign(speaker) || isForeign(other))) {
                    problems.error(
                            PART,
                            "the partner %s has the same priority %d"
                                    .formatted(
                                            other.source().map(Ip::toString).orElse(""),
                                            other.instance().priority()));
                }
            }
        }
    }

    private static boolean isForeign(Vrrp.Speaker speaker) {
        try {
            return Member.of(speaker.machine().disk()).priority()
                    != speaker.instance().priority();
        } catch (MemberFault e) {
            return true;
        }
    }
}
