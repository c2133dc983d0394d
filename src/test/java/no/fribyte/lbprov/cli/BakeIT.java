package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates with the packages in them, and members that are cloned from one. */
class BakeIT {
    private static final String[] BAKE = {"image", "bake", "simulator", "--node", "pluto", "--os", "ubuntu-24.04"};

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Place place() {
        return lbprov.place();
    }

    private List<Vm> templates() {
        return place().simulator().world("pluto").vms().stream()
                .filter(Vm::isTemplate)
                .toList();
    }

    private static TemplateMarker marker(Vm template) {
        return ((MarkerText.Reading.Template)
                        MarkerText.read(template.option("description").orElse("")))
                .marker();
    }

    @Test
    void a_template_has_the_packages_and_nothing_else_of_its_bake() {
        Result result = lbprov.run(BAKE).exits(0);
        System.out.println(result.out() + result.err());

        assertThat(templates()).hasSize(1);
        Vm template = templates().get(0);
        assertThat(template.config())
                .doesNotContainKeys("net0", "ide2")
                .containsEntry("template", "1")
                .containsEntry("tags", "lbprov;lbprov-template");
        assertThat(marker(template).state()).isEqualTo(TemplateMarker.State.READY);
        assertThat(marker(template).lease()).isEmpty();
        assertThat(marker(template).packages())
                .extracting(TemplateMarker.Installed::name)
                .containsExactly("haproxy", "keepalived", "nftables", "qemu-guest-agent", "wireguard-tools");
        assertThat(place().volumes("iso")).isEmpty();
    }
}
