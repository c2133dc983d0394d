package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.guest.KeepalivedConfig.Instance;
import no.fribyte.lbprov.simulator.guest.KeepalivedConfig.TrackedFile;

/** Who holds the virtual IPs: the highest priority among those that hear each other, and everybody who hears nobody. */
final class Vrrp {
    /** An instance that talks. */
    record Speaker(Machine machine, Instance instance, Interface link, int priority) {
        Optional<Ip> source() {
            return instance.source()
                    .or(() -> link.addresses().stream().map(Subnet::address).findFirst());
        }
    }

    private final Wire wire;

    Vrrp(Wire wire) {
        this.wire = wire;
    }

    List<Ip> held(Machine machine) {
        List<Ip> held = new ArrayList<>();
        for (Speaker speaker : speakers(machine)) {
            if (heardBy(speaker).stream().noneMatch(other -> outranks(other, speaker))) {
                held.addAll(speaker.instance().virtualIps());
            }
        }
        return held;
    }

    /** Those whose adverts this one hears. */
    List<Speaker> heardBy(Speaker speaker) {
        List<Speaker> heard = new ArrayList<>();
        for (Machine other : wire.machines()) {
            if (!other.diskId().equals(speaker.machine().diskId())) {
                speakers(other).stream()
                        .filter(each -> hearEachOther(each, speaker))
                        .forEach(heard::add);
            }
        }
        return heard;
    }

    List<Speaker> speakers(Machine machine) {
        List<Speaker> speakers = new ArrayList<>();
        for (Instance instance : instances(machine)) {
            Optional<Interface> link = machine.networkInterface(instance.networkInterface());
            if (link.isPresent() && VrrpFaults.of(machine, instance).isEmpty() && !keepsOff(machine, instance)) {
                speakers.add(new Speaker(machine, instance, link.get(), priority(machine, instance)));
            }
        }
        return speakers;
    }

    /** What keeps a running keepalived from taking part, in words. */
    List<String> faults(Machine machine) {
        Set<String> faults = new TreeSet<>();
        for (Instance instance : instances(machine)) {
            faults.addAll(VrrpFaults.of(machine, instance));
            if (keepsOff(machine, instance)) {
                new Standing(machine, wire).reasonToKeepOff().ifPresent(faults::add);
            }
        }
        return List.copyOf(faults);
    }

    /** What makes a running keepalived prefer the partner, in words. */
    List<String> doubts(Machine machine) {
        Set<String> doubts = new TreeSet<>();
        instances(machine).forEach(instance -> doubts.addAll(VrrpFaults.doubts(machine, instance)));
        return List.copyOf(doubts);
    }

    private static List<Instance> instances(Machine machine) {
        return machine.disk().isActive("keepalived")
                ? machine.disk().keepalived().instances()
                : List.of();
    }

    private static int priority(Machine machine, Instance instance) {
        int priority = instance.priority() + VrrpFaults.weights(machine, instance);
        for (TrackedFile tracked : instance.trackedFiles()) {
            String text = machine.disk().text(tracked.path()).orElse("0").strip();
            priority += tracked.weight() * (text.matches("-?[0-9]{1,4}") ? Integer.parseInt(text) : 0);
        }
        return Math.max(1, Math.min(254, priority));
    }

    /** Whether the sync service takes the member out of the race, and keepalived listens to it. */
    private boolean keepsOff(Machine machine, Instance instance) {
        boolean listens =
                instance.trackedFiles().stream().anyMatch(file -> file.path().equals(Standing.FILE));
        return listens && new Standing(machine, wire).reasonToKeepOff().isPresent();
    }

    private boolean hearEachOther(Speaker one, Speaker other) {
        return one.instance().routerId() == other.instance().routerId()
                && one.instance().version() == other.instance().version()
                && wire.joined(one.machine(), one.link(), other.machine(), other.link())
                && addresses(one, other)
                && addresses(other, one);
    }

    /** Whether the adverts of one are sent to the other: to its address, or to everybody. */
    private static boolean addresses(Speaker one, Speaker other) {
        boolean unicast = !one.instance().peers().isEmpty();
        return unicast
                ? one.instance().peers().stream().anyMatch(peer -> other.link().has(peer))
                : other.instance().peers().isEmpty();
    }

    private static boolean outranks(Speaker one, Speaker other) {
        if (one.priority() != other.priority()) {
            return one.priority() > other.priority();
        }
        if (one.machine().isMaster() != other.machine().isMaster()) {
            // nobody preempts an equal
            return one.machine().isMaster();
        }
        return one.source().isPresent()
                && other.source().isPresent()
                && one.source().get().isHigherThan(other.source().get());
    }
}
