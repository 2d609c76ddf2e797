/** The demo of profile {@code demo-aws}: a simulated AWS in this JVM, and a project of seven services that deploys to it. */
@NullMarked
package dev.slipway.demo.cloud;

import org.jspecify.annotations.NullMarked;
