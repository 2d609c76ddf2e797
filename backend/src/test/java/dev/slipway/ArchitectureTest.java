package dev.slipway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.identity.Requires;
import dev.slipway.testing.BesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The map of docs/architecture.md, checked. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    /** Hundreds of megabytes, which go with this instance. */
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.slipway");

    @Test
    void modulesShouldUseOnlyWhatTheMapAllows() {
        ApplicationModules.of(SlipwayApplication.class).verify();
    }

    @Test
    void controllersShouldLiveInWebPackages() {
        classes()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .resideInAPackage("..web..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void everyRouteShouldNameItsPermission() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .should()
                .beAnnotatedWith(Requires.class)
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Requires.class)
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith("dev.slipway.identity.Open")
                .orShould()
                .beAnnotatedWith("dev.slipway.identity.Open")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void controllersShouldNotBlock() {
        noClasses()
                .that()
                .areMetaAnnotatedWith(Controller.class)
                .should()
                .callMethodWhere(
                        // reactor's own: a release has a block() too, which blocks nothing
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "block() of reactor",
                                call -> call.getTargetOwner().getPackageName().startsWith("reactor.")
                                        && call.getName().matches("block(First|Last)?")))
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void cloudClientsShouldStayInTheirModules() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "..aws..", "..artifact..", "..target.ecs..", "..target.lambda..", "..target.apprunner..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void timeShouldBeAnInput() {
        noClasses()
                .that()
                .resideInAPackage("dev.slipway..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .because("a Clock is injected, so that tests can move time")
                .check(classes);
    }

    @Test
    void testsShouldNotSleep() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages("dev.slipway"));
    }

    @Test
    void synchronizedMethodsShouldNotGuardReactiveCode() {
        noMethods()
                .that()
                .haveRawReturnType("reactor.core.publisher.Mono")
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true)
                .check(classes);
    }
}
