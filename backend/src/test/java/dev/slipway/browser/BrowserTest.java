package dev.slipway.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives tests a {@link Visitor} of the one {@link RunningPortal} of this JVM. Skipped, and said so, where there is no
 * Chromium, unless {@code SLIPWAY_REQUIRE_BROWSER=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Browsing.class)
@interface BrowserTest {

    /** Whether the portal is one of profile {@code demo-aws}: seven services on a simulated AWS. */
    boolean simulatedAws() default false;
}
