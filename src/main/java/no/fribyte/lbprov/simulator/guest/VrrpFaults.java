package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.fribyte.lbprov.simulator.guest.KeepalivedConfig.Instance;

/** What makes keepalived leave the race for the virtual IPs: a link, an address, a check. */
final class VrrpFaults {
    private static final Pattern PROBED_PORT = Pattern.compile("/dev/tcp/127\\.0\\.0\\.1/([0-9]+)");

    private VrrpFaults() {}

    static List<String> of(Machine machine, Instance instance) {
        List<String> faults = new ArrayList<>();
        Optional<Interface> link = machine.networkInterface(instance.networkInterface());
        if (link.filter(Interface::isUp).isEmpty()) {
            faults.add("interface %s is not up".formatted(instance.networkInterface()));
        } else if (instance.source().filter(source -> !link.get().has(source)).isPresent()) {
            faults.add("%s does not have the address %s that VRRP is to come from"
                    .formatted(instance.networkInterface(), instance.source().get()));
        }
        for (String tracked : instance.trackedInterfaces()) {
            boolean up = tracked.equals("wg0")
                    ? machine.disk().isActive(Machine.WG_UNIT)
                    : machine.networkInterface(tracked).filter(Interface::isUp).isPresent();
            if (!up) {
                faults.add("tracked interface %s is not up".formatted(tracked));
            }
        }
        failingScripts(machine, instance)
                .filter(script -> weight(machine, script) == 0)
                .forEach(script -> faults.add(inWords(machine, script)));
        return faults;
    }

    /** Checks that fail without making keepalived leave the race: they only lower its priority. */
    static List<String> doubts(Machine machine, Instance instance) {
        return failingScripts(machine, instance)
                .filter(script -> weight(machine, script) != 0)
                .map(script -> inWords(machine, script))
                .toList();
    }

    /** What the checks add to the priority: a positive weight while they pass, a negative one while they fail. */
    static int weights(Machine machine, Instance instance) {
        List<String> failing = failingScripts(machine, instance).toList();
        return instance.trackedScripts().stream()
                .mapToInt(script -> failing.contains(script)
                        ? Math.min(0, weight(machine, script))
                        : Math.max(0, weight(machine, script)))
                .sum();
    }

    private static Stream<String> failingScripts(Machine machine, Instance instance) {
        return instance.trackedScripts().stream().filter(script -> fails(machine, path(machine, script)));
    }

    private static int weight(Machine machine, String script) {
        return machine.disk().keepalived().weights().getOrDefault(script, 0);
    }

    private static String path(Machine machine, String script) {
        return KeepalivedCheck.program(machine.disk().keepalived().scripts().getOrDefault(script, ""));
    }

    private static String inWords(Machine machine, String script) {
        String path = path(machine, script);
        return path.substring(path.lastIndexOf('/') + 1) + " fails";
    }

    /** keepalived does without a script that it cannot execute. */
    private static boolean fails(Machine machine, String path) {
        Optional<GuestFile> script = machine.disk().file(path).filter(GuestFile::isExecutable);
        if (script.isEmpty()) {
            return false;
        }
        if (path.contains("haproxy")) {
            return !machine.disk().isActive("haproxy") || !answersProbe(machine, script.get());
        }
        return path.contains("wireguard") && !machine.disk().isActive(Machine.WG_UNIT);
    }

    private static boolean answersProbe(Machine machine, GuestFile script) {
        Matcher port = PROBED_PORT.matcher(script.text());
        return !port.find()
                || machine.disk()
                        .haproxy()
                        .frontends()
                        .flatMap(frontend -> frontend.binds().stream())
                        .anyMatch(bind -> bind.text().endsWith(":" + port.group(1)));
    }
}
