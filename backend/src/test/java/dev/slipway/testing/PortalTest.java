package dev.slipway.testing;

import dev.slipway.SlipwayApplication;
import dev.slipway.identity.TestPeople;
import dev.slipway.job.TestProofs;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/** Runs against one whole portal on a random port, shared by all tests with this annotation; no demo project in it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = SlipwayApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = PortalEnvironment.class)
@Import({TestPeople.class, TestProofs.class})
@ActiveProfiles("development")
public @interface PortalTest {}
