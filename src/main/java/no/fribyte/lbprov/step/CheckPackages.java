package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.guest.GuestImage;
import no.fribyte.lbprov.model.Packages;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.model.TemplateMarker.Installed;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Form;

/** Afterwards every package is known to be installed, its program to run, and the marker says which versions they have. */
public record CheckPackages(VmRef vm, TemplateMarker marker) implements Step {
    public CheckPackages {
        requireNonNull(vm, "vm");
        requireNonNull(marker, "marker");
    }

    @Override
    public String title() {
        return "check the packages in " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        List<String> wanted = new ArrayList<>(Packages.ofAnyPair());
        wanted.add(Packages.AGENT);
        Map<String, String> versions = new LinkedHashMap<>();
        List<String> broken = new ArrayList<>();
        new Wait(context).tell(vm, guest -> {
            GuestImage image = guest.image();
            versions.clear();
            versions.putAll(image.versions(wanted));
            broken.clear();
            broken.addAll(image.silentPrograms());
        });
        wanted.stream()
                .filter(name -> !versions.containsKey(name))
                .forEach(name -> broken.add(0, name + " is not installed"));
        if (!broken.isEmpty()) {
            throw new LbprovException(
                    ExitStatus.STEP_FAILED,
                    Problem.error("the packages in %s are not as they should be".formatted(vm))
                            .because(String.join("\n", broken))
                            .hint("look at the mirror that bake: in the inventory names, then run this again"));
        }
        List<Installed> found = wanted.stream()
                .sorted()
                .map(name -> new Installed(name, versions.getOrDefault(name, "")))
                .toList();
        Markers.write(context, vm, marker.with(found), Form.empty());
    }

    @Override
    public List<Right> rights() {
        List<Right> rights = new ArrayList<>(VmRights.agent(vm));
        rights.add(vm.right("VM.Config.Options"));
        return rights;
    }
}
