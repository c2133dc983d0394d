package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.guest.KeepalivedConfig.Instance;

/**
 * {@code keepalived -t}: all that it has to say, each of which makes it end with status 5. The texts are those of
 * keepalived 2.2.7; it says nothing of an interface that is missing when it is told that interfaces come and go.
 */
record KeepalivedCheck(Machine machine, KeepalivedConfig config) {
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(config.errors());
        config.instances().forEach(instance -> complaints.addAll(about(instance)));
        for (Map.Entry<String, String> script : config.scripts().entrySet()) {
            boolean used = config.instances().stream()
                    .anyMatch(instance -> instance.trackedScripts().contains(script.getKey()));
            if (used && !canExecute(machine.disk(), script.getValue())) {
                complaints.add("Disabling track script %s since not found/accessible".formatted(script.getKey()));
            }
        }
        return complaints;
    }

    /** The program is the first word of what keepalived is told to run. */
    static String program(String script) {
        return script.strip().split(" ", -1)[0];
    }

    static boolean canExecute(GuestDisk disk, String script) {
        return disk.file(program(script)).filter(GuestFile::isExecutable).isPresent();
    }

    private List<String> about(Instance instance) {
        List<String> complaints = new ArrayList<>();
        String name = "(" + instance.name() + ") ";
        if (instance.routerId() < 1 || instance.routerId() > 255) {
            complaints.add(name + "the virtual router id must be set");
        }
        if (instance.priority() < 1 || instance.priority() > 255) {
            complaints.add(name + "Priority not valid! must be between 1 & 255. Using default 100");
        }
        if (instance.source().isPresent() && instance.peers().isEmpty()) {
            complaints.add(name + "A unicast keyword has been specified without any unicast peers. Defaulting to"
                    + " multicast. This usage is deprecated - please update your configuration.");
        }
        if (instance.virtualIps().isEmpty()) {
            complaints.add(name + "No VIP specified; at least one is required");
        }
        instance.trackedScripts().stream()
                .filter(script -> !config.scripts().containsKey(script))
                .forEach(script -> complaints.add(name + "track script " + script + " not found, ignoring..."));
        if (instance.networkInterface().isEmpty()) {
            complaints.add(name + "Unknown interface!");
        } else if (!config.dynamicInterfaces()
                && machine.networkInterface(instance.networkInterface()).isEmpty()) {
            complaints.add("WARNING - interface %s for vrrp_instance %s doesn't exist"
                    .formatted(instance.networkInterface(), instance.name()));
            complaints.add("Non-existent interface specified in configuration");
        }
        return complaints;
    }
}
