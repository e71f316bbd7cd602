import { Package, UserCog } from 'lucide-react';
import { defineScreen } from '../../components/defineScreen.ts';

export const profilesScreen = defineScreen({
  name: 'profiles',
  section: 'customersAndProducts',
  icon: UserCog,
  permission: 'profiles.read',
  words: ['profiles'],
  load: async () => (await import('./ProfilesScreen.tsx')).ProfilesScreen,
});

export const productsScreen = defineScreen({
  name: 'products',
  section: 'customersAndProducts',
  icon: Package,
  permission: 'profiles.read',
  words: ['profiles'],
  load: async () => (await import('./ProductsScreen.tsx')).ProductsScreen,
});
