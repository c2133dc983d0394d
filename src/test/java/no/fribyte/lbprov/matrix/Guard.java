package no.fribyte.lbprov.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import no.fribyte.lbprov.simulator.fault.Call;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Place;

/** Watches a rebuild at every call that changes something: somebody serves, and nothing goes that lacks its successor. */
final class Guard {
    private final Place place;
    private final String partner;
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

    private Guard(Place place, String partner) {
        this.place = place;
        this.partner = partner;
    }

    /** Over a rebuild; other commands need none. */
    static Guard over(Place place, Scenario scenario) {
        Guard guard = new Guard(place, scenario == Scenario.REBUILD_HOLDER ? "load-balancer-2" : "load-balancer-1");
        if (!scenario.rebuilds()) {
            return guard;
        }
        for (String method : List.of("POST", "PUT", "DELETE")) {
            place.faults().on(method, "/nodes/**").always().then(guard::look);
        }
        return guard;
    }

    /** What was not as it must be. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    private void look(Call call) {
        List<Vm> vms = place.vms();
        if (vms.stream().noneMatch(vm -> vm.name().equals(partner) && vm.isRunning())) {
            broken.add("the partner does not run at " + call);
        }
        // that is when a VM comes or goes
        if (call.path().matches(".*/qemu/[0-9]+(/status/[a-z]+)?")
                && vms.stream().noneMatch(this::holds)) {
            broken.add("nobody holds the virtual IPs at " + call);
        }
        if (call.method().equals("DELETE") && call.path().matches("/nodes/[^/]+/qemu/[0-9]+")) {
            int id = Integer.parseInt(call.path().replaceFirst(".*/", ""));
            String name = vms.stream()
                    .filter(vm -> vm.vmid() == id)
                    .map(Vm::name)
                    .findFirst()
                    .orElse("");
            if (vms.stream().noneMatch(vm -> vm.vmid() != id && vm.name().equals(name))) {
                broken.add("the only VM of a member is deleted at " + call);
            }
        }
    }

    private boolean holds(Vm vm) {
        try {
            return vm.isRunning() && place.holdsUnasked(vm);
        } catch (GuestException boots) {
            return false;
        }
    }
}
