package io.github.camelplivo.mdr.springboot;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/** Sets the properties {@code camel.component.plivo-mdr.*} on the component. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({ "camel.component", "camel.component.plivo-mdr" })
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, PlivoMdrComponentConfiguration.class })
public class PlivoMdrComponentAutoConfiguration {

    /** Properties of all starters that are not options of the component. */
    private static final Set<String> SWITCHES = Set.of("enabled", "customizer");

    @Lazy
    @Bean
    ComponentCustomizer configurePlivoMdrComponent(
            CamelContext context, Environment environment, PlivoMdrComponentConfiguration configuration) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                // the component does not have its configurer yet
                ServiceHelper.initService(target);
                Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(context, configuration);
                options.keySet().removeAll(SWITCHES);
                Map<String, Object> first = new HashMap<>(options);
                // first, because it replaces all options that were set before
                first.keySet().retainAll(Set.of("configuration"));
                options.keySet().removeAll(first.keySet());
                set(first, target);
                set(options, target);
            }

            private void set(Map<String, Object> options, Component target) {
                // not CamelPropertiesHelper.setCamelProperties, which looks up #bean:name a second time, as #bean:bean:name, and
                // reports only that there is no such bean
                PropertyBindingSupport.build().withCamelContext(context).withTarget(target)
                        .withConfigurer(target.getComponentPropertyConfigurer()).withIgnoreCase(true).withMandatory(true)
                        .withProperties(options).bind();
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof PlivoMdrComponent && HierarchicalPropertiesEvaluator.evaluate(environment,
                        "camel.component.customizer", "camel.component.plivo-mdr.customizer");
            }
        };
    }
}
