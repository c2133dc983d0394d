package no.fribyte.lbprov.simulator;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The simulator's packages depend on each other in one direction. */
class PackagesTest {
    @Test
    void packages_have_no_cycles() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("no.fribyte.lbprov.simulator");

        SlicesRuleDefinition.slices()
                .matching("no.fribyte.lbprov.simulator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }
}
