/** Invented customers of the demo shop. Nobody knows a password of theirs, so nobody can sign in as one of them. */
export const names = [
  'Amina Haddad',
  'Bruno Keller',
  'Chiara Rossi',
  'David Okoye',
  'Elena Petrova',
  'Farid Nazari',
  'Greta Lindqvist',
  'Hugo Martin',
  'Ines Carvalho',
  'Jonas Weber',
  'Keiko Tanaka',
  'Liam Byrne',
  'Marta Nowak',
  'Nikolai Orlov',
  'Olga Smirnova',
  'Pablo Vega',
  'Quinn Harper',
  'Rosa Delgado',
  'Samuel Adeyemi',
  'Tilda Virtanen',
];

export const emailOf = (name: string): string => `${name.toLowerCase().replace(' ', '.')}@saldo.example`;
