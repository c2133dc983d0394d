package no.fribyte.lbprov.lab;

import java.util.List;

/** What runs a guest's instructions. */
enum Accelerator {
    /** The processor itself. */
    KVM("kvm", "host"),
    /** Software, on any host. */
    TCG("tcg,thread=multi,tb-size=256", "max");

    private final String option;
    private final String cpu;

    Accelerator(String option, String cpu) {
        this.option = option;
        this.cpu = cpu;
    }

    List<String> arguments() {
        return List.of("-accel", option, "-cpu", cpu);
    }
}
